import { storeSecrets } from "../constructs/external-secrets/store-provider";
import { ADMIN_USER_KEY } from "../constructs/grafana/values";
import type { ClientConfig } from "../src/config";
import { type SecretSet, secretRefs } from "../src/secret-source";
import { hostsOf } from "./hosts";
import { NAMESPACES } from "./names";
import { grafanaAdmin, secretSets } from "./secret-sets";
import { usedStores } from "./used-stores";

/** A Secret that has to be in the cluster before the stack that reads it. */
export interface BroughtSecret {
  readonly namespace: string;
  readonly name: string;
  readonly keys: readonly string[];
}

/** A secret that only the cluster knows. */
export interface GeneratedSecret {
  readonly namespace: string;
  readonly name: string;
  readonly key: string;
}

/** A store, and the Secrets that the operator fills from it. */
export interface StoreOverview {
  readonly name: string;
  readonly kind: string;
  /** As `namespace/name`. */
  readonly secrets: readonly string[];
}

/** Names of the environment variables that a deploy needs for its secrets. */
export function secretVariables(config: ClientConfig): readonly string[] {
  return allSets(config).flatMap(({ sources }) =>
    Object.values(sources).flatMap((source) => ("env" in source ? [`TF_VAR_${source.env}`] : [])),
  );
}

/** Every Secret that is to be brought, with the keys that are read of it. */
export function broughtSecrets(config: ClientConfig): readonly BroughtSecret[] {
  const own = allSets(config).flatMap(({ namespace, name, sources }) =>
    Object.values(sources).flatMap((source) =>
      "existing" in source
        ? [{ namespace, name: source.existing.name, keys: [source.existing.key, ...readBeside(config, name)] }]
        : [],
    ),
  );
  const all = [...own, ...certificates(config)];
  const paths = [...new Set(all.map(pathOf))].sort();
  return paths.map((path) => merged(all.filter((secret) => pathOf(secret) === path)));
}

/** Every secret that is generated, by where it lies. */
export function generatedSecrets(config: ClientConfig): readonly GeneratedSecret[] {
  return secretSets(config).flatMap((set) => {
    const refs = secretRefs(set);
    return Object.entries(set.sources).flatMap(([id, source]) => {
      const ref = refs[id];
      return "generated" in source && ref !== undefined
        ? [{ namespace: set.namespace, name: ref.name, key: ref.key }]
        : [];
    });
  });
}

/** Every store that secrets name. */
export function storesOf(config: ClientConfig): readonly StoreOverview[] {
  return usedStores(config).map(({ name, provider }) => ({
    name,
    kind: Object.keys(provider)[0] ?? "",
    secrets: [...new Set(secretSets(config).flatMap((set) => filledFrom(name, set)))].sort(),
  }));
}

function filledFrom(store: string, set: SecretSet): readonly string[] {
  const refs = secretRefs(set);
  return Object.entries(set.sources).flatMap(([id, source]) =>
    "externalSecret" in source && source.externalSecret.store === store ? [`${set.namespace}/${refs[id]?.name}`] : [],
  );
}

/** Those of the platform, and those by which the stores are opened. */
function allSets(config: ClientConfig): readonly SecretSet[] {
  const stores = usedStores(config).map(({ name, provider }) => ({
    namespace: NAMESPACES.secretStores,
    name: `store-${name}`,
    sources: storeSecrets(provider),
  }));
  return [...secretSets(config), ...stores];
}

/** Grafana's chart reads the admin's name from the Secret of the password. */
function readBeside(config: ClientConfig, set: string): readonly string[] {
  return set === grafanaAdmin(config).name ? [ADMIN_USER_KEY] : [];
}

function pathOf({ namespace, name }: BroughtSecret): string {
  return `${namespace}/${name}`;
}

function merged(secrets: readonly BroughtSecret[]): BroughtSecret {
  const [{ namespace, name } = { namespace: "", name: "" }] = secrets;
  return { namespace, name, keys: [...new Set(secrets.flatMap(({ keys }) => keys))].sort() };
}

/** A Secret serves its own namespace only. */
function certificates(config: ClientConfig): readonly BroughtSecret[] {
  const source = config.ingress.certificates;
  if (source.issuer !== "existing") return [];
  return hostsOf(config).map(({ namespace }) => ({ namespace, name: source.secret, keys: ["tls.crt", "tls.key"] }));
}
