import { inflateRawSync } from "node:zlib";

const DIRECTORY_END = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_END_BYTES = 22;
const EXECUTABLE = 0o111;

/** One file of a zip archive. Folders are no files. */
export interface ZipFile {
  readonly name: string;
  readonly executable: boolean;
  readonly content: () => Buffer;
}

/** Every file of a zip archive. Node reads no zip, and not every machine has a program that does. */
export function zipFiles(archive: Buffer): readonly ZipFile[] {
  const files: ZipFile[] = [];
  let at = archive.readUInt32LE(directoryEnd(archive) + 16);
  while (archive.readUInt32LE(at) === DIRECTORY_ENTRY) {
    const entry = at;
    const nameLength = archive.readUInt16LE(entry + 28);
    const name = archive.toString("utf8", entry + 46, entry + 46 + nameLength);
    const mode = archive.readUInt16LE(entry + 40);
    if (!name.endsWith("/"))
      files.push({ name, executable: (mode & EXECUTABLE) !== 0, content: () => contentOf(archive, entry) });
    at += 46 + nameLength + archive.readUInt16LE(entry + 30) + archive.readUInt16LE(entry + 32);
  }
  return files;
}

/**
 * One file out of a zip archive.
 *
 * @throws Error when the archive has no such file
 */
export function zipEntry(archive: Buffer, name: string): Buffer {
  const file = zipFiles(archive).find((one) => one.name === name);
  if (file === undefined) throw new Error(`the archive has no file ${name}`);
  return file.content();
}

function directoryEnd(archive: Buffer): number {
  for (let at = archive.length - DIRECTORY_END_BYTES; at >= 0; at--)
    if (archive.readUInt32LE(at) === DIRECTORY_END) return at;
  throw new Error("no zip archive");
}

function contentOf(archive: Buffer, entry: number): Buffer {
  const method = archive.readUInt16LE(entry + 10);
  const size = archive.readUInt32LE(entry + 20);
  const header = archive.readUInt32LE(entry + 42);
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const content = archive.subarray(start, start + size);
  return method === 0 ? content : inflateRawSync(content);
}
