import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { treeOf } from "../tree";
import { scratchFolder } from "./examples";
import type { Requirement } from "./requirement";
import { suiteWith } from "./suite";

const ROOT = join(__dirname, "..", "..");
const BIN = join(ROOT, "bin", "belvedere.js");

suiteWith("the package", installedPackage(), (folder) => {
  it("synthesizes a client as the repository does", () => {
    copyFileSync(join(ROOT, "clients", "minimal.yaml"), join(folder, "client.yaml"));
    run(folder, "npx", "--no-install", "belvedere", "synth", "client.yaml", "--out", "packed");
    run(folder, process.execPath, BIN, "synth", "client.yaml", "--out", "ours");
    expect(treeOf(join(folder, "packed"))).toEqual(treeOf(join(folder, "ours")));
  });

  it("is there for programs", () => {
    const names = 'const { defineClient } = require("belvedere"); console.log(typeof defineClient)';
    expect(run(folder, process.execPath, "-e", names).trim()).toBe("function");
  });
});

/** The package, packed as for the registry and installed into an empty folder. Its dependencies come over the network. */
function installedPackage(): Requirement<string> {
  const folder = scratchFolder();
  const packed = run(ROOT, "npm", "pack", "--ignore-scripts", "--loglevel=error", "--pack-destination", folder);
  const file = packed.trim().split("\n").at(-1) ?? "";
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "empty", private: true }));
  const install = ["install", `./${file}`, "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  const { status, stderr } = spawnSync("npm", [...install, "--fetch-retries=1"], { cwd: folder, encoding: "utf8" });
  if (status === 0) return { value: folder };
  if (!/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH/.test(stderr)) throw new Error(stderr);
  return { missing: "npm reaches no registry: the package's dependencies cannot be installed" };
}

function run(cwd: string, program: string, ...args: string[]): string {
  return execFileSync(program, args, { cwd, encoding: "utf8", stdio: "pipe" });
}
