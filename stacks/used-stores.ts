import type { ClientConfig } from "../src/config";
import type { StoreConfig } from "../src/config/schema/secrets";
import { secretSets } from "./secret-sets";

/** A store that secrets of a client name, and where they are. */
export interface UsedStore {
  readonly name: string;
  readonly provider: StoreConfig;
  /** Namespaces of the secrets that name it. */
  readonly namespaces: readonly string[];
}

/** The stores that secrets of a client name. */
export function usedStores(config: ClientConfig): readonly UsedStore[] {
  const named = secretSets(config).flatMap(({ namespace: place, sources }) =>
    Object.values(sources).flatMap((source) =>
      "externalSecret" in source ? [{ store: source.externalSecret.store, place }] : [],
    ),
  );
  return Object.entries(config.secrets.stores)
    .map(([name, provider]) => ({
      name,
      provider,
      namespaces: [...new Set(named.filter(({ store }) => store === name).map(({ place }) => place))].sort(),
    }))
    .filter(({ namespaces }) => namespaces.length > 0);
}

/** Whether the platform brings the operator of the stores. */
export function bringsOperator(config: ClientConfig): boolean {
  return config.secrets.operator === "installed" && usedStores(config).length > 0;
}
