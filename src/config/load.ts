import type { Position, Problem } from "../problem";
import type { ClientConfig } from "./schema";
import { loadWithBases } from "./source/extends";
import { withIncluded } from "./source/include";
import type { LoadOptions } from "./source/load-file";
import { locateKey, locateValue, type Path } from "./source/tree";
import { validate } from "./validate";

/** A client's config, what is worth a warning, and where in which file each value stands. */
export interface LoadedClient {
  /** Checked, with all defaults, deeply frozen. */
  readonly config: ClientConfig;
  readonly warnings: readonly Problem[];
  readonly source: ConfigSource;
}

/** Where the values of a config were written. */
export interface ConfigSource {
  /** The file that was asked for. */
  readonly file: string;
  /** Where the value at a path stands, or its key; of a default, where the nearest key above it stands. */
  readonly locate: (path: Path, at?: "key" | "value") => Position | undefined;
}

/**
 * Loads and checks the config of a client, from YAML, JSON or TypeScript.
 *
 * @throws InputError with all problems at once.
 */
export async function loadClient(file: string, options: LoadOptions = {}): Promise<LoadedClient> {
  const root = await withIncluded(await loadWithBases(file, options), file);
  return {
    ...validate(root),
    source: { file, locate: (path, at) => (at === "key" ? locateKey : locateValue)(root, path) },
  };
}
