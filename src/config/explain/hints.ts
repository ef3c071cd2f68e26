import { DROPLET_SLUGS, dropletSize } from "../../sizing/droplets";
import { isEndOfLife, NEWEST_MINOR } from "../kubernetes-versions";
import { REGISTRY } from "../schema/images";
import type { Path } from "../source/tree";

/** More than a schema can say of a value: what must be, and the value to paste. */
export interface Hint {
  readonly must: string;
  readonly fix: unknown;
}

/** Regions that are closed, with the one that took over. */
const RETIRED_REGIONS: ReadonlyMap<string, string> = new Map([
  ["ams1", "ams3"],
  ["ams2", "ams3"],
  ["nyc2", "nyc3"],
  ["sfo1", "sfo3"],
]);

/** What we know of values at certain paths; `*` is any name. */
const HINTS: Readonly<Record<string, (value: string) => Hint | undefined>> = {
  "cluster.nodePools.*.size": tooSmall,
  "cluster.region": retired,
  "cluster.version": patchVersion,
  "images.registry": bareRegistry,
};

/** What we know of a wrong value at a path. */
export function hintFor(path: Path, value: unknown): Hint | undefined {
  if (typeof value !== "string") return undefined;
  const keys = path.map(String);
  const pattern = Object.keys(HINTS).find((each) => matches(each.split("."), keys));
  return pattern === undefined ? undefined : HINTS[pattern]?.(value);
}

function matches(pattern: readonly string[], keys: readonly string[]): boolean {
  return pattern.length === keys.length && pattern.every((part, index) => part === "*" || part === keys[index]);
}

function tooSmall(size: string): Hint | undefined {
  if (!/^s-\d+vcpu-(1gb|512mb)(-|$)/.test(size)) return undefined;
  const [smallest] = [...DROPLET_SLUGS].sort((a, b) => dropletSize(a).price - dropletSize(b).price);
  return {
    must: `must be a size with at least 2 GB of memory: DOKS needs 2 GB a node; the smallest is "${smallest}"`,
    fix: smallest,
  };
}

function retired(region: string): Hint | undefined {
  const successor = RETIRED_REGIONS.get(region);
  if (successor === undefined) return undefined;
  return {
    must: `must be a region in service: DigitalOcean has retired ${region}; near it is "${successor}"`,
    fix: successor,
  };
}

function patchVersion(version: string): Hint | undefined {
  const minor = /^v?(1\.\d{2})(\.|$)/.exec(version)?.[1];
  if (minor === undefined) return undefined;
  const fix = isEndOfLife(minor) ? NEWEST_MINOR : minor;
  const ended = isEndOfLife(minor) ? ` (${minor} gets no more fixes)` : "";
  return {
    must: `must be a minor version in quotes, such as "${fix}"${ended}: the patch release comes from DigitalOcean`,
    fix,
  };
}

function bareRegistry(address: string): Hint | undefined {
  const fix = address
    .replace(/^[a-z]+:\/\//i, "")
    .replace(/\/+$/, "")
    .toLowerCase();
  if (!REGISTRY.test(fix)) return undefined;
  return { must: `must be without a scheme, without a slash at its end and in lower case: "${fix}"`, fix };
}
