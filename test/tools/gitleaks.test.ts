import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { scanForSecrets } from "../../src/scan-secrets";
import { EXAMPLE_FILES, scratchFolder, synthesizedExamples } from "./examples";
import { onPath } from "./requirement";
import { suiteWith } from "./suite";

/** Made here, so that no file of ours holds what looks like a secret. */
function pieces(...parts: readonly string[]): string {
  return parts.join("");
}

const NOISE = "q7Zt9LwX2vKd8RbN4mYc6HsJ1pGf3TeU5aVo";

/** Secrets as they get into outputs, by what they are. */
const SEEDED: Readonly<Record<string, string>> = {
  "an AWS key": pieces("AKIA", "Q7ZT2LWX4VKDRBNM"),
  "a GitHub token": pieces("ghp", "_", NOISE),
  "a Slack address": pieces("https://hooks.slack", ".com/services/", "T0A1B2C3D/B0A1B2C3D/", NOISE.slice(0, 24)),
  "a private key": pieces(
    "-----BEGIN RSA ",
    "PRIVATE KEY-----\n",
    NOISE.repeat(4),
    "\n-----END RSA ",
    "PRIVATE KEY-----",
  ),
  "a DigitalOcean token": pieces("dop", "_v1_", "4f3e2d1c".repeat(8)),
  "a Grafana token": pieces("glsa", "_", NOISE.slice(0, 32), "_", "a1b2c3d4"),
};

/** Places of a stack where somebody might write one. */
const PLACES: Readonly<Record<string, (secret: string) => object>> = {
  "a ConfigMap": (secret) => ({
    resource: { kubernetes_config_map_v1: { m: { data: { "app.yaml": `a: 1\nkey: ${JSON.stringify(secret)}\n` } } } },
  }),
  "Helm values": (secret) => ({
    resource: { helm_release: { r: { values: [`app:\n  token: ${JSON.stringify(secret)}\n`] } } },
  }),
  "an environment": (secret) => ({
    resource: { kubernetes_job_v1: { j: { env: [{ name: "API_TOKEN", value: secret }] } } },
  }),
};

interface Leak {
  readonly File: string;
}

suiteWith("gitleaks", onPath("gitleaks", ["version"], "https://github.com/gitleaks/gitleaks"), (gitleaks) => {
  it("finds no secret in outputs that the scanner has none in, and none that the scanner misses", async () => {
    const folder = scratchFolder();
    const seeded = Object.entries(SEEDED).flatMap(([what, secret]) =>
      Object.entries(PLACES).map(([where, stack]) => ({ name: `${what} in ${where}`, stack: stack(secret) })),
    );
    const clean = (await synthesizedExamples()).flatMap(({ stacks }) =>
      stacks.map(({ name, json }) => ({ name, stack: json as object })),
    );
    expect(clean.length).toBeGreaterThan(EXAMPLE_FILES.length);
    const all = [...seeded, ...clean];
    for (const { name, stack } of all) write(folder, name, stack);
    const leaking = leaks(gitleaks, folder);
    const theirs = all.map(({ name }) => name).filter((name) => leaking.has(fileOf(name)));
    const ours = all.filter(({ stack }) => scanForSecrets({ ...stack }, "stack").length > 0).map(({ name }) => name);
    // The scanner finds all that was seeded, gitleaks most of it; neither has anything to say of the examples.
    expect(ours).toEqual(seeded.map(({ name }) => name));
    expect(theirs.filter((name) => !ours.includes(name))).toEqual([]);
    expect(theirs.length).toBeGreaterThan(seeded.length / 2);
  });
});

function fileOf(name: string): string {
  return `${name.replaceAll(" ", "-")}.json`;
}

function write(folder: string, name: string, stack: object): void {
  mkdirSync(join(folder, "stacks"), { recursive: true });
  writeFileSync(join(folder, "stacks", fileOf(name)), JSON.stringify(stack, undefined, 2));
}

/** Names of the files in which it finds something. */
function leaks(gitleaks: string, folder: string): ReadonlySet<string> {
  const report = join(folder, "report.json");
  const args = [
    "dir",
    join(folder, "stacks"),
    "--no-banner",
    "--exit-code=0",
    "--report-format=json",
    `--report-path=${report}`,
  ];
  const { status, stderr } = spawnSync(gitleaks, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const found = JSON.parse(readFileSync(report, "utf8")) as readonly Leak[];
  return new Set(found.map(({ File }) => File.split("/").at(-1) ?? ""));
}
