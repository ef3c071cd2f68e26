import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { treeOf } from "../tree";
import { EXAMPLE_FILES, scratchFolder } from "./examples";
import { installed } from "./requirement";
import { suiteWith } from "./suite";

const BIN = join(__dirname, "..", "..", "bin", "belvedere.js");

suiteWith("cdktf synth", installed("cdktf"), (cdktf) => {
  it("writes the same bytes as belvedere synth", () => {
    const folder = scratchFolder();
    const app = [process.execPath, BIN, "synth", "--quiet", ...EXAMPLE_FILES];
    writeFileSync(join(folder, "cdktf.json"), JSON.stringify(cdktfJson(app)));
    run(folder, cdktf, "synth", "--output", "theirs");
    run(folder, ...app, "--out", "ours");
    expect(treeOf(join(folder, "theirs"))).toEqual(treeOf(join(folder, "ours")));
  });
});

function cdktfJson(app: readonly string[]) {
  return {
    language: "typescript",
    app: app.map((word) => `"${word}"`).join(" "),
    projectId: "test",
    sendCrashReports: "false",
  };
}

function run(cwd: string, program = "", ...args: string[]): void {
  // No call home, no question.
  const env = { ...process.env, CI: "true", CHECKPOINT_DISABLE: "1", DISABLE_VERSION_CHECK: "1" };
  execFileSync(program, args, { cwd, env, stdio: "pipe" });
}
