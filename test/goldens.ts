import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { stringify } from "yaml";
import { loadClient } from "../src/config";
import { synthesize } from "../stacks/synthesize";

export const GOLDENS = join(__dirname, "goldens");
const FOLDERS = [join(__dirname, "..", "clients"), join(__dirname, "clients")];

/** Longer texts stand by their hash, and have a golden of their own. */
const LARGE = 4096;

/**
 * Every golden by its path: the stacks of each example client, and of those for tests alone, as YAML, so that Helm values are lines, and each large
 * payload once.
 */
export async function goldens(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const file of FOLDERS.flatMap(clientsIn)) {
    const client = basename(file, ".yaml");
    for (const [stack, json] of await stacksOf(file))
      files.set(join(client, `${stack}.yaml`), yaml(withoutPayloads(json, { files, client })));
  }
  return files;
}

function clientsIn(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  return names.sort().map((name) => join(folder, name));
}

async function stacksOf(file: string): Promise<ReadonlyMap<string, unknown>> {
  const out = mkdtempSync(join(tmpdir(), "belvedere-goldens-"));
  const { config } = await loadClient(file);
  const stacks = synthesize([config], join(out, "out")).map((stack): [string, unknown] => [
    stack,
    JSON.parse(readFileSync(join(out, "out", "stacks", stack, "cdk.tf.json"), "utf8")),
  ]);
  rmSync(out, { recursive: true });
  return new Map(stacks);
}

interface Payloads {
  readonly files: Map<string, string>;
  readonly client: string;
}

function withoutPayloads(value: unknown, payloads: Payloads): unknown {
  if (Array.isArray(value)) return value.map((entry) => withoutPayloads(entry, payloads));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      typeof entry === "string" && entry.length > LARGE && key.endsWith(".json")
        ? byHash(key, entry, payloads)
        : withoutPayloads(entry, payloads),
    ]),
  );
}

/** Most payloads are every client's; what differs stands under the later client's name. */
function byHash(key: string, text: string, { files, client }: Payloads): string {
  const hash = createHash("sha256").update(text).digest("hex");
  const payload = `${JSON.stringify(JSON.parse(text), undefined, 1)}\n`;
  const common = join("payloads", key);
  const path = (files.get(common) ?? payload) === payload ? common : join("payloads", client, key);
  files.set(path, payload);
  return `${path} sha256:${hash}`;
}

function yaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
