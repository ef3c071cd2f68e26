import { inflateRawSync } from "node:zlib";

const DIRECTORY_END = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_END_BYTES = 22;

/**
 * One file out of a zip archive. Node reads no zip, and not every machine has a program that does.
 *
 * @throws Error when the archive has no such file
 */
export function zipEntry(archive: Buffer, name: string): Buffer {
  let at = archive.readUInt32LE(directoryEnd(archive) + 16);
  while (archive.readUInt32LE(at) === DIRECTORY_ENTRY) {
    const nameLength = archive.readUInt16LE(at + 28);
    if (archive.toString("utf8", at + 46, at + 46 + nameLength) === name) return contentOf(archive, at);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  throw new Error(`the archive has no file ${name}`);
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
