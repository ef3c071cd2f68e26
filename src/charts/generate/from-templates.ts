import { atPath, type Draft, newDraft } from "./draft";
import { type Action, actionsOf, type Expression } from "./template-code";

/** What an expression of a template may be, as far as it has to do with values. */
type Thing =
  | { readonly is: "root" }
  /** Some part of the values; of several where a template chooses or merges. */
  | { readonly is: "values"; readonly paths: readonly (readonly string[])[] }
  | { readonly is: "dict"; readonly entries: Readonly<Record<string, Thing>> }
  | { readonly is: "other" };

interface Scope {
  readonly dot: Thing;
  readonly variables: ReadonlyMap<string, Thing>;
}

const ROOT: Thing = { is: "root" };
const OTHER: Thing = { is: "other" };

/** Functions that return one of their arguments, a part of it, or what several of them make together. */
const PASSING = new Set(
  "and coalesce deepCopy default merge mergeOverwrite mustDeepCopy mustMerge mustMergeOverwrite omit or pick set ternary".split(
    " ",
  ),
);

/** What a template finds beside the values. No key is called so: the helper was handed another thing than it looks like. */
const CONTEXT = new Set("Values Release Chart Capabilities Template Files Subcharts ctx".split(" "));

/** Reads the keys that a chart's templates ask for, through helpers and what they are handed. */
export function draftOfTemplates(texts: readonly string[]): Draft {
  const reader = new TemplateReader(texts.map(actionsOf));
  return reader.read();
}

/** Runs templates without values, and notes which keys they would look at. Every branch is taken, no loop is. */
class TemplateReader {
  private readonly draft = newDraft("templates", "", true);
  private readonly helpers = new Map<string, readonly Action[]>();
  private readonly bodies: readonly (readonly Action[])[];
  /** Helpers already read with the same argument. */
  private readonly done = new Set<string>();

  constructor(files: readonly (readonly Action[])[]) {
    this.bodies = files.map((actions) => this.withoutHelpers(actions));
  }

  read(): Draft {
    for (const body of this.bodies) this.run(body, ROOT);
    return this.draft;
  }

  /** Takes the `define` blocks out of a file. */
  private withoutHelpers(actions: readonly Action[]): Action[] {
    const body: Action[] = [];
    for (let at = 0; at < actions.length; at++) {
      const action = actions[at] as Action;
      if (action.word !== "define") body.push(action);
      else {
        const end = endOf(actions, at);
        if (action.expression?.is === "text") this.helpers.set(action.expression.text, actions.slice(at + 1, end));
        at = end;
      }
    }
    return body;
  }

  private run(actions: readonly Action[], argument: Thing): void {
    const first: Scope = { dot: argument, variables: new Map([["$", argument]]) };
    let scopes: readonly Scope[] = [first];
    for (const action of actions) scopes = this.step(action, scopes, first);
  }

  /** The scopes behind an action: one more where it opens a block, one less where it ends one. */
  private step(action: Action, scopes: readonly Scope[], first: Scope): readonly Scope[] {
    const { word } = action;
    const scope = scopes.at(-1) ?? first;
    if (word === "end") return scopes.length > 1 ? scopes.slice(0, -1) : scopes;
    const outer = word.startsWith("else") ? (scopes.at(-2) ?? first) : scope;
    const thing = action.expression === undefined ? OTHER : this.valueOf(action.expression, outer);
    if (word === "") return [...scopes.slice(0, -1), withVariables(scope, action.names, thing)];
    if (word === "break" || word === "continue") return scopes;
    const inner = innerScope(word, withVariables(outer, action.names, word === "range" ? OTHER : thing), thing);
    return word.startsWith("else") ? [...scopes.slice(0, -1), inner] : [...scopes, inner];
  }

  private valueOf(expression: Expression, scope: Scope): Thing {
    if (expression.is === "text") return OTHER;
    if (expression.is === "chain") return this.noted(chained(this.baseOf(expression.base, scope), expression.fields));
    return this.called(expression.name, expression.args, scope);
  }

  private baseOf(base: string | Expression, scope: Scope): Thing {
    if (typeof base !== "string") return this.valueOf(base, scope);
    return base === "" ? scope.dot : (scope.variables.get(base) ?? OTHER);
  }

  private called(name: string, args: readonly Expression[], scope: Scope): Thing {
    const things = args.map((arg) => this.valueOf(arg, scope));
    const texts = args.map((arg) => (arg.is === "text" ? arg.text : undefined));
    if (name === "dict") return { is: "dict", entries: dictEntries(texts, things) };
    if (name === "include" || name === "template") this.runHelper(texts[0], things[1] ?? OTHER);
    if (name === "index" || name === "get" || name === "hasKey") return this.at(things[0], texts.slice(1));
    if (name === "dig") return this.at(things.at(-1), texts.slice(0, -2));
    return PASSING.has(name) ? together(things) : OTHER;
  }

  /** What stands below a thing, where every key down to it is written out. */
  private at(thing: Thing | undefined, keys: readonly (string | undefined)[]): Thing {
    if (thing === undefined || keys.includes(undefined)) return OTHER;
    return this.noted(chained(thing, keys as readonly string[]));
  }

  private runHelper(name: string | undefined, argument: Thing): void {
    const body = this.helpers.get(name ?? "");
    const call = `${name} ${JSON.stringify(argument)}`;
    if (body === undefined || this.done.has(call)) return;
    this.done.add(call);
    this.run(body, argument);
  }

  private noted(thing: Thing): Thing {
    if (thing.is === "values") for (const path of thing.paths) atPath(this.draft, path, "templates");
    return thing;
  }
}

function innerScope(word: string, scope: Scope, thing: Thing): Scope {
  if (word === "with" || word === "else with") return { ...scope, dot: thing };
  return word === "range" ? { ...scope, dot: OTHER } : scope;
}

/** Where the block ends that an action opens. */
function endOf(actions: readonly Action[], start: number): number {
  let depth = 0;
  for (let at = start; at < actions.length; at++) {
    const word = actions[at]?.word ?? "";
    if (["if", "with", "range", "define", "block"].includes(word)) depth++;
    else if (word === "end" && --depth === 0) return at;
  }
  return actions.length;
}

function withVariables(scope: Scope, names: readonly string[], thing: Thing): Scope {
  if (names.length === 0) return scope;
  return { ...scope, variables: new Map([...scope.variables, ...names.map((name): [string, Thing] => [name, thing])]) };
}

function chained(base: Thing, fields: readonly string[]): Thing {
  return fields.reduce<Thing>((thing, field) => {
    if (thing.is === "root") return field === "Values" ? { is: "values", paths: [[]] } : OTHER;
    if (thing.is === "values" && CONTEXT.has(field)) return OTHER;
    if (thing.is === "values") return { is: "values", paths: thing.paths.map((path) => [...path, field]) };
    return thing.is === "dict" ? (thing.entries[field] ?? OTHER) : OTHER;
  }, base);
}

function dictEntries(texts: readonly (string | undefined)[], things: readonly Thing[]): Record<string, Thing> {
  const pairs = texts.flatMap((key, index): [string, Thing][] =>
    index % 2 === 0 && key !== undefined ? [[key, things[index + 1] ?? OTHER]] : [],
  );
  return Object.fromEntries(pairs);
}

function together(things: readonly Thing[]): Thing {
  const paths = things.flatMap((thing) => (thing.is === "values" ? thing.paths : []));
  if (paths.length > 0) return { is: "values", paths };
  return things.find(({ is }) => is !== "other") ?? OTHER;
}
