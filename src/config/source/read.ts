import { isUtf8 } from "node:buffer";
import { readFileSync, statSync } from "node:fs";
import { InputError, type Position } from "../../problem";
import { type SourceText, sourceText } from "./text";

const MIB = 1024 * 1024;

/** No config is longer. */
const MAX_BYTES = MIB;
const BOM = "\uFEFF";

/** Path of a problem that concerns a file as a whole. */
export const FILE = "file";

/**
 * Reads a text file; its size is looked at first.
 *
 * @param askedAt where another file names this one
 * @param maxBytes more is refused. @default what no config exceeds
 * @throws InputError when it is no text file of a config's size.
 */
export function readText(file: string, askedAt?: Position, maxBytes = MAX_BYTES): SourceText {
  guardSize(file, askedAt, maxBytes);
  const bytes = readBytes(file, askedAt);
  if (!isUtf8(bytes)) throw notUtf8(file, bytes);
  const text = bytes.toString("utf8");
  const source = sourceText(file, text.startsWith(BOM) ? text.slice(1) : text);
  guardControlCharacters(source);
  return source;
}

/** An error about one file. A position without a file to stand in is left out. */
export function fileError(message: string, position?: Position): InputError {
  return new InputError([position ? { path: FILE, message, position } : { path: FILE, message }]);
}

function guardSize(file: string, askedAt: Position | undefined, maxBytes: number): void {
  const stat = attempt(file, askedAt, () => statSync(file));
  if (stat.isDirectory()) throw fileError(`got the folder "${file}", must be a file`, askedAt);
  if (!stat.isFile()) throw fileError(`got "${file}", which is a device or a pipe, must be a file`, askedAt);
  if (stat.size > maxBytes)
    throw fileError(
      `got "${file}" of ${(stat.size / MIB).toFixed(1)} MiB, must be at most ${maxBytes / MIB} MiB${maxBytes === MAX_BYTES ? ": no config is that long" : ""}`,
      askedAt ?? { file, line: 1, column: 1 },
    );
}

function readBytes(file: string, askedAt?: Position): Buffer {
  return attempt(file, askedAt, () => readFileSync(file));
}

function attempt<T>(file: string, askedAt: Position | undefined, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw fileError(`got "${file}", ${reason(error)}, must be a file that can be read`, askedAt);
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return "which does not exist";
  if (code === "EACCES" || code === "EPERM") return "which you have no permission to read";
  if (code === "ELOOP") return "which is a cycle of symbolic links";
  return `which cannot be read (${String(code)})`;
}

function notUtf8(file: string, bytes: Buffer): InputError {
  let line = 1;
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0 && isUtf8(bytes.subarray(start, end)); end = bytes.indexOf(10, start)) {
    start = end + 1;
    line += 1;
  }
  // A line of a megabyte is looked at only once: the replacement character marks the first byte that is none of UTF-8.
  const column = new TextDecoder().decode(bytes.subarray(start, start + 65536)).indexOf("\uFFFD") + 1;
  const message = "got bytes that are no UTF-8, must be a text file in UTF-8: save it anew with that encoding";
  return fileError(message, { file, line, column: Math.max(1, column) });
}

function guardControlCharacters({ text, positionAt }: SourceText): void {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 32 ? code !== 127 : code === 9 || code === 10 || code === 13) continue;
    const shown = code.toString(16).toUpperCase().padStart(4, "0");
    throw fileError(`got the control character U+${shown}, must be text`, positionAt(at));
  }
}
