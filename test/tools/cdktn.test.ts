import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { EXAMPLE_FILES, scratchFolder } from "./examples";
import { installed } from "./requirement";
import { suiteWith } from "./suite";

const BIN = join(__dirname, "..", "..", "bin", "belvedere.js");

/** Who asks for cdktf gets its successor, as under the alias `"cdktf": "npm:cdktn@0.24.0"`; constructs stay the house's own. */
const ALIAS = `
const Module = require("node:module");
const { join } = require("node:path");
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  if (request === "cdktf" || request.startsWith("cdktf/"))
    return resolve.call(this, join(process.env.ENGINE, "node_modules", request), parent, ...rest);
  if (request === "constructs") return resolve.call(this, process.env.CONSTRUCTS, parent, ...rest);
  return resolve.call(this, request, parent, ...rest);
};
process.on("exit", () => {
  const used = Object.keys(require.cache).filter((file) => /node_modules\\/(cdktf|cdktn)\\//.test(file));
  if (!used.some((file) => file.startsWith(process.env.ENGINE))) process.exitCode = 90;
  if (used.some((file) => !file.startsWith(process.env.ENGINE))) process.exitCode = 91;
});
`;

suiteWith("cdktn, the successor of cdktf", installed("cdktn"), (link) => {
  it("gives the same bytes for every example, but for the version that a stack names", () => {
    const folder = scratchFolder();
    const hook = join(folder, "alias.js");
    writeFileSync(hook, ALIAS);
    const engine = realpathSync(link);
    synth(["--require", hook], join(folder, "theirs"), { ENGINE: engine, CONSTRUCTS: require.resolve("constructs") });
    synth([], join(folder, "ours"), {});
    const [theirs, ours] = [join(folder, "theirs"), join(folder, "ours")].map(textsOf);
    expect(Object.keys(ours ?? {}).length).toBeGreaterThan(EXAMPLE_FILES.length);
    expect(theirs).toEqual(ours);
  });
});

function synth(options: readonly string[], out: string, env: Readonly<Record<string, string>>): void {
  const args = [...options, BIN, "synth", "--quiet", ...EXAMPLE_FILES, "--out", out];
  execFileSync(process.execPath, args, { stdio: "pipe", env: { ...process.env, ...env } });
}

/** Every file as text, the engine's version out of it. */
function textsOf(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((file) => [file.slice(folder.length), withoutVersion(readFileSync(file, "utf8"))]),
  );
}

function withoutVersion(text: string): string {
  return text.replace(/"version": "0\.(?:21|24)\.0"/g, '"version": "ENGINE"');
}
