import { type ClientConfig, type ConfigSource, loadClient } from "../src/config";
import { InputError, type Problem } from "../src/problem";
import { checkClient } from "../stacks/check";

export interface LoadOptions {
  /** Run TypeScript configs: they are code. */
  readonly allowTypescript?: boolean;
}

export interface CheckedClients {
  readonly clients: readonly { readonly file: string; readonly config: ClientConfig; readonly source: ConfigSource }[];
  /** Of all files at once, warnings included. */
  readonly problems: readonly Problem[];
}

/** Loads and checks every file; a fault in one does not hide those of the next. */
export async function loadClients(files: readonly string[], options: LoadOptions): Promise<CheckedClients> {
  const clients: { file: string; config: ClientConfig; source: ConfigSource }[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    try {
      const { config, warnings, source } = await loadClient(file, {
        allowTypeScript: options.allowTypescript ?? false,
      });
      clients.push({ file, config, source });
      problems.push(...warnings, ...checkClient(config).map((problem) => located(problem, source)));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  return { clients, problems: [...problems, ...sharedNames(clients)] };
}

function located(problem: Problem, source: ConfigSource): Problem {
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
