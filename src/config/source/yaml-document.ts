import { Composer, type CST, type Document, Lexer, type ParsedNode, Parser } from "yaml";
import { InputError } from "../../problem";
import { FILE, fileError } from "./read";
import type { SourceText } from "./text";
import { syntaxProblems } from "./yaml-problems";

const MAX_DEPTH = 100;
const MAX_TOKENS = 100_000;
const MAX_LENGTH = 100_000;

/** Duplicate keys, merges and tags are ours to judge: the library's checks of them are slow, or late. */
const OPTIONS = { uniqueKeys: false, prettyErrors: false, logLevel: "silent", merge: false } as const;

/**
 * The one YAML document of a text.
 *
 * @throws InputError when it is not valid YAML, is empty, holds several documents, or is far beyond any config.
 */
export function yamlDocument(source: SourceText): Document.Parsed<ParsedNode> {
  const tokens = tokensOf(source);
  const [first, second] = tokens.filter((token) => token.type === "document");
  if (second !== undefined)
    throw fileError("got a second document, must be one document in a file", source.positionAt(second.offset));
  const [document] = composed(tokens);
  if (document?.errors.length) throw new InputError(syntaxProblems(source, document.errors));
  if (first === undefined || !document?.contents || isEmpty(document))
    throw fileError("got an empty file, must be a map with client, domain and more", source.positionAt(0));
  return document;
}

/** Tokens of the whole text. Depth is bounded here, since what comes later recurses. */
function tokensOf(source: SourceText): CST.Token[] {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(source.text)) {
    tokens.push(...parser.next(lexeme));
    lexemes += 1;
    if (lexeme.length > MAX_LENGTH)
      throw tooMuch(source, parser.offset - lexeme.length, `${MAX_LENGTH} characters in one value`);
    if (parser.stack.length > MAX_DEPTH) throw tooMuch(source, parser.offset, `${MAX_DEPTH} levels of nesting`);
    if (lexemes > MAX_TOKENS) throw tooMuch(source, parser.offset, `${MAX_TOKENS} pieces of YAML`);
  }
  tokens.push(...parser.end());
  return tokens;
}

function tooMuch(source: SourceText, offset: number, limit: string): InputError {
  const message = `got more than ${limit}, must be fewer: no config needs them`;
  return new InputError([{ path: FILE, message, position: source.positionAt(offset) }]);
}

function composed(tokens: readonly CST.Token[]): Document.Parsed<ParsedNode>[] {
  const { stackTraceLimit } = Error;
  // The library makes an Error of each fault; with their stacks, half a million of them take seconds.
  Error.stackTraceLimit = 0;
  try {
    return [...new Composer<ParsedNode>(OPTIONS).compose(tokens, true)];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function isEmpty({ contents }: Document.Parsed<ParsedNode>): boolean {
  return contents !== null && "value" in contents && contents.value === null && !contents.srcToken?.offset;
}
