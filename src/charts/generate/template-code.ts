/** A piece of a Go template's code: what stands between `{{` and `}}`, as an expression. */
export type Expression =
  /** A chain of fields: `.a.b`, `$x.a`, `(...).a`, or a literal text. */
  | { readonly is: "chain"; readonly base: string | Expression; readonly fields: readonly string[] }
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "call"; readonly name: string; readonly args: readonly Expression[] };

/** One action of a template: `with .Values.a`, `$x := .Values.b`, `end`, or a bare expression. */
export interface Action {
  /** `if`, `with`, `range`, `else`, `else with`, `else if`, `end`, `define`, `block`; empty for an expression. */
  readonly word: string;
  /** Variables that the expression is assigned to. */
  readonly names: readonly string[];
  readonly expression: Expression | undefined;
}

const ACTION = /\{\{-?\s*(?!\/\*)([\s\S]*?)\s*-?\}\}/g;
const WORDS = /^(else\s+with|else\s+if|if|with|range|else|end|define|block|break|continue)\b\s*/;
const ASSIGNED = /^((?:\$\w+\s*,\s*)?\$\w+)\s*:?=\s*/;
const TOKEN = /"(?:[^"\\]|\\.)*"|`[^`]*`|\$\w*(?:\.\w+)*|(?:\.[A-Za-z_]\w*)+|\.|[()|]|[^\s()|"`]+/g;

const NOTHING: Expression = { is: "call", name: "", args: [] };

/** The actions of a template's text, in order. */
export function actionsOf(text: string): Action[] {
  return [...text.matchAll(ACTION)].map(([, code = ""]) => actionOf(code));
}

function actionOf(code: string): Action {
  const word = WORDS.exec(code)?.[0] ?? "";
  const rest = code.slice(word.length);
  const assigned = ASSIGNED.exec(rest);
  const names = assigned?.[1]?.split(/\s*,\s*/) ?? [];
  const tokens = rest.slice(assigned?.[0].length ?? 0).match(TOKEN) ?? [];
  const expression = tokens.length === 0 ? undefined : new Parser(tokens).pipeline();
  return { word: word.trim().replace(/\s+/, " "), names, expression };
}

/** Reads a pipeline off tokens. What it does not understand reads as a call of nothing. */
class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  pipeline(): Expression {
    let result = this.command();
    while (this.tokens[this.at] === "|") {
      this.at++;
      const next = this.command();
      // The value before the bar is the last argument of the call behind it.
      result = next.is === "call" ? { ...next, args: [...next.args, result] } : next;
    }
    return result;
  }

  private command(): Expression {
    const operands: Expression[] = [];
    const name = this.tokens[this.at] ?? "";
    const isCall = /^[a-zA-Z]\w*$/.test(name) && name !== "true" && name !== "false" && name !== "nil";
    if (isCall) this.at++;
    for (
      let token = this.tokens[this.at];
      token !== undefined && token !== "|" && token !== ")";
      token = this.tokens[this.at]
    ) {
      operands.push(this.operand(token));
    }
    return isCall ? { is: "call", name, args: operands } : (operands[0] ?? NOTHING);
  }

  private operand(token: string): Expression {
    this.at++;
    if (token === "(") return this.group();
    if (/^["`]/.test(token)) return { is: "text", text: token.slice(1, -1) };
    if (/^[a-zA-Z]\w*$/.test(token)) return { is: "call", name: token, args: [] };
    if (!/^[.$]/.test(token)) return NOTHING;
    const [base = "", ...fields] = token.split(".");
    return { is: "chain", base, fields: fields.filter((field) => field !== "") };
  }

  private group(): Expression {
    const inner = this.pipeline();
    if (this.tokens[this.at] === ")") this.at++;
    const next = this.tokens[this.at];
    if (next === undefined || !/^\.\w/.test(next)) return inner;
    this.at++;
    return { is: "chain", base: inner, fields: next.split(".").slice(1) };
  }
}
