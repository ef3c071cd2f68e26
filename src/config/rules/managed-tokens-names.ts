import { servicesOf } from "../../managed-tokens/services";
import type { Finding } from "../explain/finding";
import type { ManagedTokensConfig } from "../schema/managed-tokens";
import type { Path } from "../source/tree";

const EXPERIMENTS = ["managedTokens", "experiments"];

/** Names that the program would read as others, or that two services would share in metrics. */
export function nameFindings(tokens: ManagedTokensConfig): Finding[] {
  const { experiments } = tokens;
  return [
    ...caseFindings(EXPERIMENTS, Object.keys(experiments)),
    ...Object.entries(experiments).flatMap(([name, { roles }]) =>
      caseFindings([...EXPERIMENTS, name, "roles"], Object.keys(roles)),
    ),
    ...sharedNames(tokens),
  ];
}

/** Its reader of configs knows no upper case: names differ in more than that, and metrics have them in lower case. */
function caseFindings(path: Path, names: readonly string[]): Finding[] {
  const known = new Set(names);
  const seen = new Map<string, string>();
  return names.flatMap((name) => {
    const lower = name.toLowerCase();
    const same = seen.get(lower);
    seen.set(lower, same ?? name);
    if (same !== undefined)
      return [finding(path, name, `got "${name}" beside "${same}", which the program reads as one name`)];
    if (lower === name || known.has(lower)) return [];
    return [finding(path, name, `got "${name}", must be lower case: the program reads names as "${lower}"`)];
  });
}

function finding(path: Path, name: string, message: string): Finding {
  return { path: [...path, name], at: "key", message };
}

/** By an override two services may have one real name, and so one label. */
function sharedNames(tokens: ManagedTokensConfig): Finding[] {
  const first = new Map<string, string>();
  return servicesOf(tokens).flatMap(({ experiment, role, name, label }) => {
    const other = first.get(label.toLowerCase());
    first.set(label.toLowerCase(), other ?? name);
    // Keys of one experiment differ, or are found above.
    if (other === undefined || other.toLowerCase() === name.toLowerCase()) return [];
    return [
      finding(
        [...EXPERIMENTS, experiment, "roles"],
        role,
        `got the service "${label}", which ${other} is already by its experiment's real name; must be another: metrics of the two could not be told apart`,
      ),
    ];
  });
}
