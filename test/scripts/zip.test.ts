import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { zipEntry, zipFiles } from "../../scripts/tools/zip";

interface Entry {
  readonly name: string;
  readonly content: string;
  readonly mode: number;
  readonly packed: boolean;
}

/** An archive as zip programs write it, checksums left out. */
function zip(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  for (const { name, content, mode, packed } of entries) {
    const data = packed ? deflateRawSync(content) : Buffer.from(content);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50);
    header.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    entry.writeUInt16LE(packed ? 8 : 0, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt16LE(mode, 40);
    entry.writeUInt32LE(Buffer.concat(parts).length, 42);
    parts.push(header, Buffer.from(name), data);
    directory.push(entry, Buffer.from(name));
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt32LE(Buffer.concat(parts).length, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

const ARCHIVE = zip([
  { name: "kc/bin/", content: "", mode: 0o40755, packed: false },
  { name: "kc/bin/kc.sh", content: "#!/bin/sh\n", mode: 0o100755, packed: true },
  { name: "kc/lib/a.jar", content: "stored", mode: 0o100644, packed: false },
]);

describe("a zip archive", () => {
  it("gives its files, packed or stored, and which of them are programs", () => {
    expect(zipFiles(ARCHIVE).map((file) => ({ ...file, content: file.content().toString() }))).toEqual([
      { name: "kc/bin/kc.sh", content: "#!/bin/sh\n", executable: true },
      { name: "kc/lib/a.jar", content: "stored", executable: false },
    ]);
  });

  it("says what it does not hold", () => {
    expect(zipEntry(ARCHIVE, "kc/lib/a.jar").toString()).toBe("stored");
    expect(() => zipEntry(ARCHIVE, "kc/lib/b.jar")).toThrow("the archive has no file kc/lib/b.jar");
    expect(() => zipFiles(Buffer.alloc(40))).toThrow("no zip archive");
  });
});
