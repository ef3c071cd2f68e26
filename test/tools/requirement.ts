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

/** First release with ephemeral variables and write-only arguments. */
const TERRAFORM = { major: 1, minor: 11 };

export function terraform(): Requirement<string> {
  const found = onPath(
    "terraform",
    ["version"],
    "install 1.11 or later from https://developer.hashicorp.com/terraform",
  );
  if ("missing" in found) return found;
  const { stdout } = spawnSync("terraform", ["version", "-json"], { encoding: "utf8" });
  const version = (JSON.parse(stdout) as { terraform_version: string }).terraform_version;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const recent = major > TERRAFORM.major || (major === TERRAFORM.major && minor >= TERRAFORM.minor);
  return recent ? found : { missing: `terraform on PATH is ${version}, needed is 1.11 or later` };
}

/** Terraform, and providers of these versions: from its registry, or from a mirror that the machine's own set-up names. */
export function terraformWith(providers: Readonly<Record<string, unknown>>): Requirement<string> {
  const found = terraform();
  if ("missing" in found) return found;
  const folder = mkdtempSync(join(tmpdir(), "belvedere-providers-"));
  try {
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: providers } }));
    const { status, stderr } = spawnSync("terraform", ["init", "-backend=false", "-input=false", "-no-color"], {
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
      missing: `terraform init finds no providers (${reason ?? "timed out"}): needs Terraform's registry, or a filesystem mirror in its CLI config`,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
