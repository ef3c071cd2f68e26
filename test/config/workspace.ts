import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { type ClientInput, type LoadOptions, loadClient } from "../../src/config";
import { InputError, type Problem } from "../../src/problem";

/** Files of a test, in a folder of their own. */
export function workspace(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "belvedere-config-")));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  return folder;
}

/** Every problem of the first file, warnings too; its files are named as in the test. */
export async function problemsOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: LoadOptions = {},
): Promise<Problem[]> {
  const folder = workspace(files);
  return problemsIn(folder, Object.keys(files)[0] ?? "", options);
}

export async function problemsIn(folder: string, file: string, options: LoadOptions = {}): Promise<Problem[]> {
  const bare = (text: string) => text.replaceAll(`${folder}/`, "").replaceAll(folder, ".");
  const problems = await loadClient(join(folder, file), options).then(
    ({ warnings }) => warnings,
    (error: unknown) => {
      if (error instanceof InputError) return error.problems;
      throw error;
    },
  );
  return problems.map((problem) => ({
    ...problem,
    message: bare(problem.message),
    ...(problem.position && { position: { ...problem.position, file: bare(problem.position.file) } }),
  }));
}

/** `file:line:column path: message`, as the command line prints it. */
export function shown({ path, message, position }: Problem): string {
  return `${position ? `${position.file}:${position.line}:${position.column} ` : ""}${path}: ${message}`;
}

/** The problems of one YAML text, shown. */
export async function shownOf(text: string, file = "a.yaml"): Promise<string[]> {
  return (await problemsOf({ [file]: text })).map(shown);
}

/** A valid client, to be changed by each test. */
export function validClient(): ClientInput {
  return {
    client: "zai",
    domain: "zai.dev",
    backend: { type: "local" },
    cluster: {
      provider: "digitalocean",
      name: "zai-lon1",
      region: "lon1",
      nodePools: { main: { size: "s-2vcpu-4gb", count: 2 } },
      destroyAllAssociatedResources: false,
    },
    ingress: { certificates: { issuer: "existing", secret: "zai-tls" } },
    grafana: { host: "grafana.zai.dev" },
    alerts: {
      contactPoints: { platform: { slack: { webhook: { env: "SLACK_WEBHOOK" } } } },
      routes: { default: "platform" },
    },
  };
}

type Json = Record<string, unknown>;

/** The valid client with some keys changed; `undefined` takes one away. */
export function changed(changes: Json, base: Json = validClient() as unknown as Json): Json {
  const result: Json = { ...base };
  for (const [key, value] of Object.entries(changes)) {
    const below = result[key];
    if (value === undefined) delete result[key];
    else result[key] = isMap(value) && isMap(below) ? changed(value, below) : value;
  }
  return result;
}

/** Problems of the valid client with some keys changed: `path: message`. */
export async function problemsWith(changes: Json): Promise<Problem[]> {
  return problemsOf({ "a.yaml": stringify(changed(changes), { aliasDuplicateObjects: false }) });
}

export function plain({ path, message }: Problem): string {
  return `${path}: ${message}`;
}

function isMap(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
