import { type ClientConfig, type ConfigSource, loadClient } from "../src/config";
import { InputError, type Problem } from "../src/problem";
import { checkClient } from "../stacks/check";
import type { GrafanaFile } from "../stacks/shipped-files";

export interface LoadOptions {
  /** Run TypeScript configs: they are code. */
  readonly allowTypescript?: boolean;
}

export interface CheckedClient {
  readonly file: string;
  readonly config: ClientConfig;
  readonly source: ConfigSource;
  /** Of its own, as they are provisioned. */
  readonly dashboards: readonly GrafanaFile[];
}

export interface CheckedClients {
  readonly clients: readonly CheckedClient[];
  /** Of all files at once, warnings included. */
  readonly problems: readonly Problem[];
}

/** Loads and checks every file; a fault in one does not hide those of the next. */
export async function loadClients(files: readonly string[], options: LoadOptions): Promise<CheckedClients> {
  const clients: CheckedClient[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    try {
      const allowTypeScript = options.allowTypescript ?? false;
      const { config, warnings, source } = await loadClient(file, { allowTypeScript });
      const own = await ownDashboards(config, source, allowTypeScript);
      clients.push({ file, config, source, dashboards: own.files });
      const found = [...checkClient(config), ...own.problems];
      problems.push(...warnings, ...found.map((problem) => locatedIn(source, problem)));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  return { clients, problems: [...problems, ...sharedNames(clients)] };
}

/** Loaded by those who have some. */
async function ownDashboards(
  config: ClientConfig,
  source: ConfigSource,
  allowTypeScript: boolean,
): Promise<{ readonly files: readonly GrafanaFile[]; readonly problems: readonly Problem[] }> {
  if (config.dashboards.length === 0) return { files: [], problems: [] };
  const own = require("../stacks/own-dashboards") as typeof import("../stacks/own-dashboards");
  const { dashboards, problems } = await own.ownDashboards(config, { locate: source.locate, allowTypeScript });
  return { files: own.ownFiles(dashboards), problems };
}

/** A problem with its place in the config, where it has none of its own. */
export function locatedIn(source: ConfigSource, problem: Problem): Problem {
  const position = problem.position ?? source.locate(keysOf(problem.path), problem.at);
  return position === undefined ? problem : { ...problem, position };
}

/** Keys of a dotted path; a key that holds dots stands in quotes. */
function keysOf(path: string): (string | number)[] {
  return [...path.matchAll(/"([^"]*)"|\[(\d+)\]|([^.[\]"]+)/g)].map(([, quoted, index, plain]) =>
    index === undefined ? (quoted ?? plain ?? "") : Number(index),
  );
}

/** Two clients of one name would write the same stacks. */
function sharedNames(clients: CheckedClients["clients"]): Problem[] {
  return clients
    .filter(({ config }, index) => clients.findIndex((other) => other.config.client === config.client) !== index)
    .map(({ file, config }) => ({
      path: "client",
      message: `got "${config.client}", which another file has too: their stacks and states would be the same; must be unique`,
      position: { file, line: 1, column: 1 },
    }));
}
