import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { synthesizedExamples } from "./examples";
import { terraformWith } from "./requirement";
import { suiteWith } from "./suite";

interface Verdict {
  readonly valid: boolean;
  readonly diagnostics: readonly unknown[];
}

describe("every stack of every example", async () => {
  const stacks = (await synthesizedExamples()).flatMap((example) => example.stacks);
  const providers = Object.assign({}, ...stacks.map(({ json }) => json.terraform.required_providers));

  suiteWith("terraform validate", terraformWith(providers), (terraform) => {
    it.each(stacks)("accepts $name without a warning", ({ folder }) => {
      execFileSync(terraform, ["init", "-backend=false", "-input=false", "-no-color"], { cwd: folder, stdio: "pipe" });
      const { stdout } = spawnSync(terraform, ["validate", "-json"], { cwd: folder, encoding: "utf8" });
      const { valid, diagnostics } = JSON.parse(stdout) as Verdict;
      expect({ valid, diagnostics }).toEqual({ valid: true, diagnostics: [] });
    });
  });
});
