/** A tar archive of files, as small as a test needs it; long names the way GNU tar writes them. */
export function tar(files: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(files).flatMap(([name, content]) => [
    ...(name.length > 100 ? [entry("././@LongLink", `${name}\0`, "L")] : []),
    entry(name.slice(0, 100), content, "0"),
  ]);
  return Buffer.concat([...entries, Buffer.alloc(1024)]);
}

function entry(name: string, content: string, type: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(Buffer.byteLength(content).toString(8).padStart(11, "0"), 124);
  header.write(type, 156);
  const body = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / 512) * 512);
  body.write(content);
  return Buffer.concat([header, body]);
}
