import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

/** What Terraform keeps in a stack's folder, and a new synthesis must not lose. */
const KEPT = /^(\.terraform|\.terraform\.lock\.hcl|.*\.tfplan|plan|errored\.tfstate)$/;

/**
 * Fills `fresh` and puts it in the place of `target`. When `fill` throws, `target` stays as it was.
 */
export function replaceFolder<T>(target: string, fresh: string, fill: () => T): T {
  const old = `${fresh}.old`;
  try {
    const result = fill();
    if (existsSync(target)) {
      keepTerraformFiles(join(target, "stacks"), join(fresh, "stacks"));
      renameSync(target, old);
    }
    renameSync(fresh, target);
    return result;
  } catch (error) {
    if (existsSync(old) && !existsSync(target)) renameSync(old, target);
    throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

function keepTerraformFiles(from: string, to: string): void {
  if (!existsSync(from)) return;
  for (const stack of readdirSync(from).filter((name) => existsSync(join(to, name))))
    for (const file of readdirSync(join(from, stack)).filter((name) => KEPT.test(name)))
      renameSync(join(from, stack, file), join(to, stack, file));
}
