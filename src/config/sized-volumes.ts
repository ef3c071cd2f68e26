import { defaultVolume, PROFILES, type Size, type SizedVolume } from "../sizing/profiles";

/** Where each volume stands, and whether its section is there when the config does not write it. */
const PLACES: readonly { readonly volume: SizedVolume; readonly section: string; readonly always: boolean }[] = [
  { volume: "grafana", section: "grafana", always: false },
  { volume: "prometheus", section: "prometheus", always: true },
  { volume: "loki", section: "loki", always: true },
  { volume: "mimir", section: "mimir", always: false },
  { volume: "tracing", section: "tracing", always: false },
];

type Map = Readonly<Record<string, unknown>>;

/** A config as written, with volumes that are not given as its `size` has them: a schema has one default only. */
export function withSizedVolumes(input: Map): Map {
  const { size } = input;
  if (!isProfile(size) || size === "small") return input;
  const added = PLACES.flatMap(({ volume, section, always }) => {
    const written = input[section] ?? (always ? {} : undefined);
    return isMap(written) ? [[section, { volume: defaultVolume(volume, size), ...written }] as const] : [];
  });
  return { ...input, ...Object.fromEntries(added), ...identityOf(input.identity, size) };
}

/** Only a database on the cluster has a volume; without a word of it, that is where it is. */
function identityOf(identity: unknown, size: Size): Map {
  if (!isMap(identity) || identity.provider !== "keycloak") return {};
  const database = identity.database ?? { type: "in-cluster" };
  if (!isMap(database) || database.type !== "in-cluster") return {};
  return { identity: { ...identity, database: { volume: defaultVolume("database", size), ...database } } };
}

function isProfile(value: unknown): value is Size {
  return PROFILES.includes(value as Size);
}

function isMap(value: unknown): value is Map {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
