import { findNodeAtLocation, type JSONPath, type Node, type ParseError, ParseErrorCode, parseTree } from "jsonc-parser";
import type { SourceText } from "../../config/source/text";
import { InputError, type Position } from "../../problem";
import type { JsonPath } from "../finding";
import { isRecord, type Unread } from "../read";

/** JSON has no comments, and no comma after the last entry. */
const STRICT = { disallowComments: true, allowTrailingComma: false } as const;

const EXPECTED: Readonly<Partial<Record<ParseErrorCode, string>>> = {
  [ParseErrorCode.InvalidSymbol]: "a value: text in double quotes, a number, true, false, null, a list or a map",
  [ParseErrorCode.InvalidNumberFormat]: "a number such as 1 or 0.5",
  [ParseErrorCode.PropertyNameExpected]: "a key in double quotes",
  [ParseErrorCode.ValueExpected]: "a value",
  [ParseErrorCode.ColonExpected]: "a colon after the key",
  [ParseErrorCode.CommaExpected]: "a comma between two entries",
  [ParseErrorCode.CloseBraceExpected]: "a } at the end of the map",
  [ParseErrorCode.CloseBracketExpected]: "a ] at the end of the list",
  [ParseErrorCode.EndOfFileExpected]: "nothing after the end of the dashboard",
  [ParseErrorCode.InvalidCommentToken]: "no comment: JSON has none",
  [ParseErrorCode.UnexpectedEndOfString]: "a text that ends in its line, with a double quote",
  [ParseErrorCode.InvalidCharacter]: "no bare control character: write it with a backslash",
  [ParseErrorCode.InvalidEscapeCharacter]: "an escape that JSON has",
  [ParseErrorCode.InvalidUnicode]: "four hexadecimal digits after \\u",
};

/**
 * The dashboard in a file.
 *
 * @throws InputError with the place where it is no JSON.
 */
export function parseDashboard(source: SourceText): Unread {
  const model = parsed(source);
  if (isRecord(model)) return model;
  const got = Array.isArray(model) ? "a list" : model === null ? "null" : `a ${typeof model}`;
  throw fault(`got ${got}, must be a map: a dashboard as Grafana exports it`, source.positionAt(0));
}

function parsed(source: SourceText): unknown {
  try {
    return JSON.parse(source.text);
  } catch {
    const errors: ParseError[] = [];
    parseTree(source.text, errors, STRICT);
    throw syntaxFault(source, errors[0] ?? { error: ParseErrorCode.ValueExpected, offset: 0, length: 0 });
  }
}

function syntaxFault(source: SourceText, { error, offset, length }: ParseError): InputError {
  const { text, positionAt } = source;
  const before = text.slice(0, offset).trimEnd();
  const next = text[offset] ?? "";
  if (before.endsWith(",") && (next === "}" || next === "]")) {
    const message = `got a comma before ${next}, must be none after the last entry`;
    return fault(message, positionAt(before.length - 1));
  }
  const got = text.slice(offset, offset + Math.min(Math.max(length, 1), 30));
  const shown = got === "" ? "the end of the file" : JSON.stringify(got);
  return fault(`got ${shown}, must be ${EXPECTED[error] ?? "JSON"}`, positionAt(offset));
}

function fault(message: string, position: Position): InputError {
  return new InputError([{ path: "dashboard", message, position, rule: "dashboard-json" }]);
}

/**
 * Says where keys stand in a file; where they do not, the nearest that do. The file is read for it once, when first asked.
 * @param root Where in the file the dashboard stands.
 */
export function locatorOf(source: SourceText, root: JsonPath = []): (at: JsonPath) => Position {
  let tree: Node | undefined;
  return (at) => {
    tree ??= parseTree(source.text, [], STRICT);
    return source.positionAt(nodeNear(tree, [...root, ...at])?.offset ?? 0);
  };
}

function nodeNear(tree: Node | undefined, at: JsonPath): Node | undefined {
  if (tree === undefined) return undefined;
  for (let length = at.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(tree, at.slice(0, length) as JSONPath);
    if (node !== undefined) return node;
  }
  return tree;
}
