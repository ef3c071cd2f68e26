import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { tool } from "./tool";

/** Something that a test, or a try, stands on: it is here, or we know why not. */
export type Requirement<T> = { readonly value: T } | { readonly missing: string };

/** A tool that the set-up installs. Missing, it is a failure under `CI=true`. */
export function installed(name: string): Requirement<string> {
  const path = tool(name);
  return path === undefined ? { missing: `${name} is missing: npm run tools gets it` } : { value: path };
}

/** A tool that nobody but the machine's owner can provide: missing, its tests are skipped everywhere. */
export function onPath(name: string, versionArguments: readonly string[], how: string): Requirement<string> {
  const { status } = spawnSync(name, versionArguments, { stdio: "ignore" });
  return status === 0 ? { value: name } : { missing: `${name} is not on PATH: ${how}` };
}

/** A program of somebody else's that cannot be asked for its version: missing, its tests are skipped everywhere. */
export function fileOnPath(name: string, how: string): Requirement<string> {
  const found = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
  return found === undefined ? { missing: `${name} is not on PATH: ${how}` } : { value: found };
}

/** Programs that apply what we synthesize, with their first release that knows ephemeral variables and write-only arguments. */
const ENGINES = {
  terraform: { minor: 11, from: "https://developer.hashicorp.com/terraform" },
  tofu: { minor: 11, from: "https://opentofu.org" },
} as const;

export type Engine = keyof typeof ENGINES;

export function terraform(): Requirement<string> {
  return engine("terraform");
}

function engine(name: Engine): Requirement<string> {
  const { minor: least, from } = ENGINES[name];
  const found = onPath(name, ["version"], `install 1.${least} or later from ${from}`);
  if ("missing" in found) return found;
  const { stdout } = spawnSync(name, ["version", "-json"], { encoding: "utf8" });
  const version = (JSON.parse(stdout) as { terraform_version: string }).terraform_version;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const recent = major > 1 || (major === 1 && minor >= least);
  return recent ? found : { missing: `${name} on PATH is ${version}, needed is 1.${least} or later` };
}

/** An engine, and providers of these versions: from its registry, or from a mirror that the machine's own set-up names. */
export function engineWith(name: Engine, providers: Readonly<Record<string, unknown>>): Requirement<string> {
  const found = engine(name);
  if ("missing" in found) return found;
  const folder = mkdtempSync(join(tmpdir(), "belvedere-providers-"));
  try {
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: providers } }));
    const { status, stderr } = spawnSync(name, ["init", "-backend=false", "-input=false", "-no-color"], {
      cwd: folder,
      encoding: "utf8",
      timeout: 120_000,
    });
    if (status === 0) return found;
    const reason = stderr
      .split("\n")
      .map((line) => line.replace(/^[│╷╵\s]+/, "").trim())
      .find((line) => line.length > 0);
    return {
      missing: `${name} init finds no providers (${reason ?? "timed out"}): needs its registry, or a filesystem mirror in its CLI config`,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
