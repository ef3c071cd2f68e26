import { querySeconds } from "../duration";
import type { QueryProblem } from "../problem";
import { unquote } from "../strings";
import type { Substituted } from "../substitute";
import { child, children, type SyntaxNode } from "../tree";
import type { Expr, Grouping, Label, Matcher, MatchOperator, Range, Selector, Span } from "./ast";
import { regroup } from "./regroup";

/** What a tree of the grammar says, in terms of the language. */
export class Builder {
  readonly problems: QueryProblem[] = [];

  constructor(private readonly source: Substituted) {}

  expr(node: SyntaxNode): Expr {
    return regroup(node, this);
  }

  /** An expression in which no operator is open to either side. */
  atom(node: SyntaxNode): Expr {
    const span = this.span(node);
    switch (node.name) {
      case "ParenExpr":
        return { kind: "paren", ...span, expr: this.expr(children(node)[0] as SyntaxNode) };
      case "NumberDurationLiteral":
        return { kind: "number", ...span, text: this.textOf(node) };
      case "StringLiteral":
        return { kind: "string", ...span, value: this.string(node), variable: this.isVariable(node) };
      case "FunctionCall":
        return {
          kind: "call",
          ...span,
          name: this.textOf(children(node)[0] as SyntaxNode),
          arguments: this.arguments(node),
        };
      case "AggregateExpr":
        return this.aggregation(node);
      default:
        return this.selector(node);
    }
  }

  span({ from, to }: { readonly from: number; readonly to: number }): Span {
    return { from: this.source.original(from), to: this.source.original(to) };
  }

  textOf(node: SyntaxNode): string {
    return this.source.text.slice(node.from, node.to);
  }

  problem(rule: QueryProblem["rule"], span: Span, message: string): void {
    this.problems.push({ rule, from: span.from, to: span.to, message });
  }

  range(node: SyntaxNode): Range {
    const span = this.span(node);
    if (this.isVariable(node)) return { ...span, text: this.written(span) };
    const text = this.textOf(node);
    const seconds = querySeconds(text.replace(/[()\s_]/g, "").replace(/^[-+]+/, ""));
    if (/^(?:inf|nan)$/i.test(text) || seconds === Number.POSITIVE_INFINITY) {
      this.problem("syntax", span, `got the duration ${text}, must be such as 5m or 1h30m`);
    }
    return { ...span, text, ...(seconds === undefined ? {} : { seconds }) };
  }

  labels(node: SyntaxNode | undefined): readonly Label[] {
    if (node === undefined) return [];
    return children(node)
      .filter(({ name }) => name === "LabelName" || name === "QuotedLabelName")
      .map((label) => this.label(label));
  }

  private label(node: SyntaxNode): Label {
    const span = this.span(node);
    const plain = node.name === "LabelName";
    const name = plain ? this.textOf(node) : this.string(node);
    if (name === "" || (plain && /^(?:inf|nan)$/i.test(name))) {
      this.problem("syntax", span, `got the label ${JSON.stringify(name)}, which is none`);
    }
    return { ...span, name, variable: this.isVariable(node) };
  }

  private selector(node: SyntaxNode): Selector {
    const span = this.span(node);
    const parts = children(node);
    const identifier = parts.find(({ name }) => name === "Identifier");
    const inner = parts.filter(({ name }) => name === "LabelMatchers").flatMap(children);
    const quoted = inner.filter(({ name }) => name === "QuotedLabelName");
    const read = inner.flatMap((part) => this.matcher(part));
    const names = [
      ...(identifier === undefined ? [] : [this.textOf(identifier)]),
      ...quoted.map((name) => this.string(name)),
    ];
    if (identifier !== undefined && (names.length > 1 || read.some(isName))) {
      this.problem("type", span, `got the name of a metric twice: ${names.join(", ")}`);
    }
    if (/^atan2$/i.test(names[0] ?? ""))
      this.problem("syntax", span, "got the operator atan2, must stand between two vectors");
    const name = names[0] ?? read.find((matcher) => isName(matcher) && matcher.operator === "=")?.value;
    const variable = [identifier, ...quoted].some((part) => part !== undefined && this.isVariable(part));
    const some = names.length > 0 || read.some((matcher) => matcher.variable || !matchesEmpty(matcher));
    if (!some)
      this.problem("type", span, "got a selector of everything, must have a matcher that refuses the empty value");
    const named = read.some((matcher) => isName(matcher) && matcher.variable);
    return {
      kind: "selector",
      ...span,
      ...(name === undefined || variable || named ? {} : { name }),
      variable: variable || named,
      matchers: read,
    };
  }

  private matcher(node: SyntaxNode): readonly Matcher[] {
    if (node.name !== "UnquotedLabelMatcher" && node.name !== "QuotedLabelMatcher") return [];
    const [label, operator, value] = children(node);
    if (label === undefined || operator === undefined || value === undefined) return [];
    return [
      {
        ...this.span(node),
        label: label.name === "LabelName" ? this.textOf(label) : this.string(label),
        operator: this.textOf(operator) as MatchOperator,
        value: this.string(value),
        variable: this.isVariable(node),
      },
    ];
  }

  private aggregation(node: SyntaxNode): Expr {
    const parts = children(node);
    const operator = parts.find(({ name }) => name === "AggregateOp") as SyntaxNode;
    const modifier = parts.find(({ name }) => name === "AggregateModifier");
    const grouping: Grouping | undefined =
      modifier === undefined
        ? undefined
        : {
            ...this.span(modifier),
            kind: child(modifier, "By") === undefined ? "without" : "by",
            labels: this.labels(child(modifier, "GroupingLabels")),
          };
    return {
      kind: "aggregation",
      ...this.span(node),
      operator: this.isVariable(operator) ? undefined : this.textOf(operator).toLowerCase(),
      ...(grouping === undefined ? {} : { grouping }),
      arguments: this.arguments(node),
    };
  }

  private arguments(node: SyntaxNode): readonly Expr[] {
    const body = child(node, "FunctionCallBody");
    return body === undefined ? [] : children(body).map((argument) => this.expr(argument));
  }

  private string(node: SyntaxNode): string {
    const read = unquote(this.textOf(node));
    if ("value" in read) return read.value;
    this.problem("syntax", this.span(node), read.fault);
    return "";
  }

  private isVariable(node: SyntaxNode): boolean {
    if (this.source.variables.length === 0) return false;
    const { from, to } = this.span(node);
    return this.source.variables.some((variable) => variable.from < to && variable.to > from);
  }

  private written(span: Span): string {
    const variable = this.source.variables.find(({ from, to }) => from <= span.from && to >= span.to);
    return variable === undefined ? this.source.text.slice(span.from, span.to) : `$${variable.name}`;
  }
}

function isName({ label }: Matcher): boolean {
  return label === "__name__";
}

/** Whether a series without the label would pass. */
function matchesEmpty({ operator, value }: Matcher): boolean {
  if (operator === "=") return value === "";
  if (operator === "!=") return value !== "";
  const empty = emptyMatches(value);
  return operator === "=~" ? empty : !empty;
}

function emptyMatches(pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern.replace(/^\(\?[a-zA-Z]+\)/, "")})$`).test("");
  } catch {
    return false;
  }
}
