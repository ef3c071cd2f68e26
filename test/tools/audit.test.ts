import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Requirement } from "./requirement";
import { suiteWith } from "./suite";

const ROOT = join(__dirname, "..", "..");

interface Audit {
  readonly metadata: { readonly vulnerabilities: Readonly<Record<string, number>> };
}

suiteWith("known vulnerabilities", audit(), ({ metadata }) => {
  it("are none, high or critical, in what is installed with the package", () => {
    expect(metadata.vulnerabilities).toMatchObject({ high: 0, critical: 0 });
  });
});

/** What the registry knows of the locked packages. Not every registry answers. */
function audit(): Requirement<Audit> {
  const { stdout } = spawnSync("npm", ["audit", "--omit=dev", "--json"], { cwd: ROOT, encoding: "utf8" });
  const answer = JSON.parse(stdout || "{}") as Partial<Audit> & { readonly message?: string };
  if (answer.metadata !== undefined) return { value: { metadata: answer.metadata } };
  return { missing: `the registry audits no packages: ${(answer.message ?? "no answer").split("\n")[0]}` };
}
