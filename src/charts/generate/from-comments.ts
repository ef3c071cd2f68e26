import { parse } from "yaml";
import { ANY_SCALAR, atPath, type Draft, newDraft } from "./draft";
import { draftOfDefaults } from "./from-defaults";

/** A line that opens a key, in the text or in a comment of it. */
interface KeyLine {
  readonly indent: number;
  readonly key: string;
  readonly value: string;
}

interface Open {
  readonly indent: number;
  /** Undefined for a list's item. */
  readonly key: string | undefined;
  /** Whether it can have keys below it: `{}`, nothing, or keys that follow. */
  readonly mayHoldKeys: boolean;
}

/** Words that stand before a colon in prose. */
const PROSE = new Set("ref note example default see http https warning todo ie eg yaml-language-server".split(" "));

/** Reads the keys that a chart's `values.yaml` shows in comments only, such as `# storageClass: "-"`. */
export function draftOfComments(text: string): Draft {
  const root = newDraft("comments", "", true);
  const scanner = new Scanner(root);
  for (const line of text.split(/\r?\n/)) scanner.read(line);
  return root;
}

/** Follows indentation line by line: a comment has no place in a parsed document that could be told from its neighbours. */
class Scanner {
  private open: readonly Open[] = [];
  /** Indentation of the key whose block of text is being skipped. */
  private textOf: number | undefined;
  /** An empty map just above: comments right below it at the same indentation are examples of what it may hold. */
  private emptyMap: Open | undefined;

  constructor(private readonly root: Draft) {}

  read(line: string): void {
    if (this.isText(line)) return;
    const [, spaces = "", comment, rest = ""] = /^(\s*)(#?)(.*)$/.exec(line) ?? [];
    if (comment === "") this.readKey(spaces.length, rest);
    else if (!rest.startsWith("#") && !rest.startsWith(" --")) this.readComment(spaces.length, rest);
  }

  private isText(line: string): boolean {
    if (this.textOf === undefined) return false;
    if (line.trim() === "" || line.search(/\S/) > this.textOf) return true;
    this.textOf = undefined;
    return false;
  }

  private readKey(indent: number, text: string): void {
    this.emptyMap = undefined;
    if (text.trim() === "") return;
    this.close(indent);
    if (text.startsWith("- ") || text === "-") this.push({ indent, key: undefined, mayHoldKeys: false });
    const line = keyLine(indent, text);
    if (line === undefined) return;
    if (/^[|>][+-]?\d?\s*$/.test(line.value)) this.textOf = indent;
    const open = { indent, key: line.key, mayHoldKeys: mayHoldKeys(line.value) };
    this.push(open);
    if (line.value.startsWith("{}")) this.emptyMap = open;
  }

  private readComment(column: number, rest: string): void {
    const text = rest.replace(/^ /, "");
    const indent = column + text.search(/\S|$/);
    const line = keyLine(indent, text.trim());
    if (this.emptyMap !== undefined && indent >= this.emptyMap.indent) return;
    if (text.trim().startsWith("- ")) this.readItem(indent);
    if (line === undefined || isProse(line)) return;
    this.close(indent);
    const path = this.path();
    if (path !== undefined) this.note([...path, line.key], line.value);
    this.push({ indent, key: line.key, mayHoldKeys: mayHoldKeys(line.value) });
  }

  private readItem(indent: number): void {
    this.close(indent);
    this.push({ indent, key: undefined, mayHoldKeys: false });
  }

  private note(path: readonly string[], value: string): void {
    const draft = atPath(this.root, path, "comments");
    const kinds = value === "" || value.startsWith("{") ? "" : scalarKinds(value);
    if (draft.kinds === "") draft.kinds = kinds;
    if (value.startsWith("{")) draft.map = true;
  }

  /** The keys down to here; none below a list or a scalar. */
  private path(): string[] | undefined {
    const keys = this.open.map(({ key }) => key);
    const isMap = this.open.every(({ key, mayHoldKeys: may }) => key !== undefined && may);
    return isMap ? (keys as string[]) : undefined;
  }

  private push(open: Open): void {
    this.open = [...this.open, open];
  }

  private close(indent: number): void {
    this.open = this.open.filter((one) => one.indent < indent);
  }
}

function keyLine(indent: number, text: string): KeyLine | undefined {
  const found = /^(?:"([^"]+)"|([A-Za-z_][\w./-]*)):(?:\s+(.*))?$/.exec(text);
  const key = found?.[1] ?? found?.[2];
  return key === undefined ? undefined : { indent, key, value: (found?.[3] ?? "").replace(/\s+#.*$/, "").trim() };
}

function mayHoldKeys(value: string): boolean {
  return value === "" || value.startsWith("{") || value.startsWith("&") || value === "null" || value === "~";
}

/** A sentence with a colon in it looks like a key. */
function isProse({ key, value }: KeyLine): boolean {
  if (!/^[a-z][\w-]*$/.test(key) || PROSE.has(key.toLowerCase())) return true;
  return !/^$|^["'[{]|^\S+$/.test(value) || /[.,]$/.test(value);
}

/** A text in an example says little: it is often the name of what to put there. */
function scalarKinds(value: string): string {
  try {
    const kinds = draftOfDefaults(parse(value) as unknown).kinds;
    return kinds === "s" ? ANY_SCALAR : kinds;
  } catch {
    return "";
  }
}
