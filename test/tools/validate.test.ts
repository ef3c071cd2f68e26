import { execFileSync, spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { synthesizedExamples, synthesizedMimir } from "./examples";
import { type Engine, engineWith } from "./requirement";
import { suiteWith } from "./suite";

interface Verdict {
  readonly valid: boolean;
  readonly diagnostics: readonly unknown[];
}

describe("every stack of every example", async () => {
  const examples = [...(await synthesizedExamples()), ...(await synthesizedMimir({ lacks: new Map() }))];
  const stacks = examples.flatMap((example) => example.stacks);
  const providers = Object.assign({}, ...stacks.map(({ json }) => json.terraform.required_providers));

  for (const name of ["terraform", "tofu"] satisfies readonly Engine[])
    suiteWith(`${name} validate`, engineWith(name, providers), (engine) => {
      it.each(stacks)("accepts $name without a warning", ({ folder }) => {
        // Each keeps providers and their lock of its own in the folder.
        const own = join(folder, `.${name}`);
        cpSync(join(folder, "cdk.tf.json"), join(own, "cdk.tf.json"));
        execFileSync(engine, ["init", "-backend=false", "-input=false", "-no-color"], { cwd: own, stdio: "pipe" });
        const { stdout } = spawnSync(engine, ["validate", "-json"], { cwd: own, encoding: "utf8" });
        const { valid, diagnostics } = JSON.parse(stdout) as Verdict;
        expect({ valid, diagnostics }).toEqual({ valid: true, diagnostics: [] });
      });
    });
});
