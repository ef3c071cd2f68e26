import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { ClientConfig } from "../src/config";
import { replaceFolder } from "../src/replace-folder";
import { type Manifest, synthesizeApp } from "../src/terraform/app";
import { addClient } from "./client";
import { type GrafanaFile, type Shipped, shipped } from "./shipped-files";
import { shippedScope } from "./shipped-scope";

export interface SynthesizeOptions {
  /** Looks at the fresh folder before it takes its place; what it throws leaves the old one as it is. @default - none */
  readonly guard?: ((fresh: string) => void) | undefined;
  /** Dashboards of the clients' own. @default - none */
  readonly dashboards?: ReadonlyMap<ClientConfig, readonly GrafanaFile[]>;
}

/**
 * Writes the Terraform JSON of every client under `outdir`: whole, or not at all.
 *
 * Each client is an app of its own, so that memory does not grow with their number.
 */
export function synthesize(
  configs: readonly ClientConfig[],
  outdir: string,
  { guard, dashboards }: SynthesizeOptions = {},
): readonly string[] {
  const target = resolve(outdir);
  mkdirSync(dirname(target), { recursive: true });
  const fresh = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
  return replaceFolder(target, fresh, () => {
    const known = new Map<string, Shipped>();
    const manifests = configs.map((config) => {
      const scope = shippedScope(config);
      const key = JSON.stringify(scope);
      const common = known.get(key) ?? shipped(scope);
      known.set(key, common);
      return synthesizeApp(fresh, (app) => addClient(app, config, common, dashboards?.get(config)));
    });
    const merged = merge(manifests);
    writeFileSync(join(fresh, "manifest.json"), JSON.stringify(merged, undefined, 2));
    guard?.(fresh);
    return Object.keys(merged.stacks);
  });
}

function merge(manifests: readonly Manifest[]): Manifest {
  const stacks = Object.assign({}, ...manifests.map((manifest) => manifest.stacks)) as Manifest["stacks"];
  return { stacks, version: manifests[0]?.version ?? "" };
}
