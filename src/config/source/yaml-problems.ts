import type { ErrorCode, YAMLError } from "yaml";
import type { Problem } from "../../problem";
import { FILE } from "./read";
import type { SourceText } from "./text";

const MAX_SHOWN = 20;

/** Our words for the parser's: its own may quote the text around a fault, and that may be a secret. */
const MESSAGES: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "got an anchor or tag on an alias, must be the alias alone",
  BAD_ALIAS: "got an anchor or alias with a bad name, must be letters and digits",
  BAD_DIRECTIVE: "got an unknown % directive, must be none: a config needs no directives",
  BAD_DQ_ESCAPE: "got an unknown escape after a backslash, must be a YAML escape such as \\n, or text in single quotes",
  BAD_INDENT: "got a line whose indentation fits nothing above it, must be indented like its neighbours",
  BAD_SCALAR_START: "got a value that starts with a character that YAML keeps to itself, must be in quotes",
  BLOCK_AS_IMPLICIT_KEY: "got a second key on one line, must be on a line of its own, or the value in quotes",
  BLOCK_IN_FLOW: "got an indented block inside [ ] or { }, must be in the same bracket form",
  KEY_OVER_1024_CHARS: "got a key of more than 1024 characters, must be a short name",
  MULTILINE_IMPLICIT_KEY: "got a key over several lines, must be on one line, followed by a colon",
  MULTIPLE_ANCHORS: "got two anchors on one value, must be one",
  MULTIPLE_TAGS: "got two tags on one value, must be none",
  TAB_AS_INDENT: "got a tab, must be spaces: YAML takes no tabs as indentation",
  TAG_RESOLVE_FAILED: "got a value that does not fit its tag, must be a plain value without a tag",
  UNEXPECTED_TOKEN:
    "got a character that does not belong here, must be valid YAML: look for a missing quote or bracket",
};

/** These texts of the parser are fixed, and say which character is missing. */
const QUOTABLE: readonly ErrorCode[] = ["MISSING_CHAR"];

/** The parser's errors in our form: one a line, in order, the first twenty. */
export function syntaxProblems(source: SourceText, errors: readonly YAMLError[]): Problem[] {
  const byLine = new Map<number, Problem>();
  for (const error of [...errors].sort((a, b) => a.pos[0] - b.pos[0])) {
    const position = source.positionAt(error.pos[0]);
    if (byLine.has(position.line)) continue;
    byLine.set(position.line, { path: FILE, message: messageOf(source, error), position });
    if (byLine.size === MAX_SHOWN) break;
  }
  return [...byLine.values()];
}

function messageOf(source: SourceText, error: YAMLError): string {
  if (error.code !== "TAB_AS_INDENT" && indentedByTab(source.text, error.pos[0]))
    return MESSAGES.TAB_AS_INDENT as string;
  const [, bracket] = /end with an? ([\]}])$/.exec(error.message) ?? [];
  if (bracket !== undefined) return `got a bracket that is not closed, must end with ${bracket}`;
  if (QUOTABLE.includes(error.code))
    return `got text that is not valid YAML (${lowerFirst(error.message)}), must be valid YAML`;
  return MESSAGES[error.code] ?? "got text that is not valid YAML here, must be valid YAML";
}

function indentedByTab(text: string, offset: number): boolean {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^ *\t/.test(text.slice(start, start + 1000));
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
