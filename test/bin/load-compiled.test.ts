import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import * as module from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const LOAD = join(__dirname, "..", "..", "bin", "load-compiled.js");

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "belvedere-compiled-"));
  mkdirSync(join(root, "dist"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** What a run prints that loads this code, and whose compiled code it keeps. */
function run(code: string, { verb = "synth", end = "" } = {}): string {
  const file = join(root, "dist", "program.js");
  if (!existsSync(file) || readFileSync(file, "utf8") !== code) writeFileSync(file, code);
  const [load, path] = [LOAD, file].map((each) => JSON.stringify(each));
  const script = `console.log(require(${load})(${path}, ${JSON.stringify(verb)}).hello()); ${end}`;
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: undefined };
  return spawnSync(process.execPath, ["-e", script], { encoding: "utf8", env }).stdout.trim();
}

function kept(): readonly string[] {
  const folder = join(root, ".compiled");
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

function code(word: string): string {
  return `"use strict"; exports.hello = function hello() { return "${word} from " + require("node:path").basename(__filename); };`;
}

// Node 22 and later keep compiled code themselves.
describe.skipIf("enableCompileCache" in module)("loading compiled code", () => {
  it("loads as require does, and keeps what it compiled for the next run of the verb", () => {
    expect(run(code("hello"))).toBe("hello from program.js");
    const [first = "", ...further] = kept();
    expect(further).toEqual([]);
    const bytes = readFileSync(first);
    expect(run(code("hello"))).toBe("hello from program.js");
    expect(readFileSync(first)).toEqual(bytes);
    run(code("hello"), { verb: "check" });
    expect(kept()).toHaveLength(2);
  });

  it("never runs what was compiled from other code, were it as long", () => {
    run(code("hello"));
    expect(run(code("later"))).toBe("later from program.js");
  });

  it("compiles anew what is damaged", () => {
    run(code("hello"));
    const [file = ""] = kept();
    const bytes = readFileSync(file);
    truncateSync(file, 100);
    expect(run(code("hello"))).toBe("hello from program.js");
    expect(readFileSync(file)).toHaveLength(bytes.length);
  });

  it.each([
    ["of a verb that is a path", { verb: "../synth" }],
    ["of a run that fails", { end: "process.exitCode = 1" }],
  ])("keeps nothing %s", (_, options) => {
    expect(run(code("hello"), options)).toBe("hello from program.js");
    expect(kept()).toEqual([]);
  });
});
