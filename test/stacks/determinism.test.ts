import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { treeOf } from "../tree";

const ROOT = join(__dirname, "..", "..");
const BIN = join(ROOT, "bin", "belvedere.js");
const CLIENTS = readdirSync(join(ROOT, "clients")).filter((name) => name.endsWith(".yaml"));

const scratch = mkdtempSync(join(tmpdir(), "belvedere-determinism-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The folder with the clients that a run finds, as a copy elsewhere. */
function copyOfClients(...folder: string[]): string {
  const copy = join(scratch, ...folder);
  mkdirSync(copy, { recursive: true });
  cpSync(join(ROOT, "clients"), join(copy, "clients"), { recursive: true });
  return copy;
}

function synth(cwd: string, env: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const files = CLIENTS.map((name) => join("clients", name));
  execFileSync(process.execPath, [BIN, "synth", ...files], { cwd, env: { ...process.env, ...env }, stdio: "pipe" });
  return treeOf(join(cwd, "cdktf.out"));
}

describe("belvedere synth", () => {
  let first: Readonly<Record<string, string>> = {};
  beforeAll(() => {
    if (!existsSync(join(ROOT, "dist"))) throw new Error("not built: npm run build");
    first = synth(copyOfClients("here"));
  }, 60_000);

  it("writes something", () => {
    expect(Object.keys(first).length).toBeGreaterThan(CLIENTS.length);
  });

  it("writes the same bytes over its own output", () => {
    expect(synth(join(scratch, "here"))).toEqual(first);
  });

  it("writes the same bytes in another folder", () => {
    expect(synth(copyOfClients("over", "there and farther"))).toEqual(first);
  });

  it("writes the same bytes for another user, place and language", () => {
    const home = copyOfClients("home");
    expect(
      synth(home, { HOME: home, USER: "other", TZ: "Asia/Kathmandu", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" }),
    ).toEqual(first);
  });
});
