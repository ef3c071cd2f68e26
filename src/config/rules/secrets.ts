import type { Finding } from "../explain/finding";
import { guessName } from "../explain/guess";
import { nest } from "../explain/path";
import { listed } from "../explain/render";
import type { ClientConfig } from "../schema";
import type { SecretSource } from "../schema/common";
import type { Path } from "../source/tree";
import { defineRule, type SectionRule } from "./rule";

/** Secrets name stores that are declared. */
export const declaredStores: SectionRule = (parsed) => {
  if (parsed.secrets === undefined) return [];
  const declared = Object.keys((parsed.secrets as ClientConfig["secrets"]).stores);
  return storesNamed(parsed, []).flatMap(({ path, store }) => undeclared(path, store, declared));
};

/** A store that no secret names is left out, and its operator too. */
export const unusedStores = defineRule({
  needs: ["secrets", "alerts", "grafana", "identity", "ingress", "loki", "managedTokens"],
  check(config) {
    const used = new Set(storesNamed(config, []).map(({ store }) => store));
    return Object.keys(config.secrets.stores)
      .filter((store) => !used.has(store))
      .map((store) => ({
        path: ["secrets", "stores", store],
        at: "key",
        severity: "warning",
        message: "is not made, since no secret of this config names it",
      }));
  },
});

function undeclared(path: Path, store: string, declared: readonly string[]): Finding[] {
  if (declared.includes(store)) return [];
  if (declared.length === 0)
    return [
      {
        path,
        message: `got "${store}", must be declared under secrets.stores, where no store is`,
        fix: nest(["secrets", "stores", store], {
          vault: { server: "https://vault.example.com", auth: { kubernetes: { role: "belvedere" } } },
        }),
      },
    ];
  const meant = guessName(store, declared);
  const ask = meant === undefined ? "" : `; did you mean "${meant}"?`;
  const message = `got "${store}", must be one of the stores ${listed(declared)}${ask}`;
  return [{ path, message, fix: nest(path, meant ?? declared[0]) }];
}

interface NamedStore {
  readonly path: Path;
  readonly store: string;
}

/** Every store that a secret names. Helm values are the chart's own language. */
function storesNamed(value: unknown, path: Path): readonly NamedStore[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => storesNamed(item, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  if ("externalSecret" in value) {
    const { store } = value.externalSecret as { readonly store: string };
    return [{ path: [...path, "externalSecret", "store"], store }];
  }
  return Object.entries(value).flatMap(([key, inner]) => (key === "values" ? [] : storesNamed(inner, [...path, key])));
}

/** A password that is taken once: made anew it would open nothing, and the one that does would be lost. */
export const generatedOnce = defineRule({
  needs: ["grafana", "identity"],
  check: ({ grafana, identity }) =>
    takenOnce({ grafana, identity }).flatMap(({ path, source, who }) => {
      if (!("generated" in source) || source.revision === 1) return [];
      const message = `got ${source.revision} for a generated value, must be 1: ${who} takes this password at its first start only, so another one would open nothing, and the one that does would be lost`;
      return [{ path: [...path, "revision"], message, fix: nest([...path, "revision"], 1) }];
    }),
});

interface TakenOnce {
  readonly path: Path;
  readonly source: SecretSource;
  readonly who: string;
}

function takenOnce({ grafana, identity }: Pick<ClientConfig, "grafana" | "identity">): readonly TakenOnce[] {
  const admin = { path: ["grafana", "adminPassword"], source: grafana.adminPassword, who: "Grafana" };
  if (identity?.provider !== "keycloak") return [admin];
  const keycloak = { path: ["identity", "admin"], source: identity.admin, who: "Keycloak" };
  const { database } = identity;
  if (database.type !== "in-cluster") return [admin, keycloak];
  const passwords = (["password", "adminPassword"] as const).map((key) => ({
    path: ["identity", "database", key],
    source: database[key],
    who: "the database",
  }));
  return [admin, keycloak, ...passwords];
}

/** The cluster's own operator is not ours to set. */
export const operatorValues = defineRule({
  needs: ["secrets"],
  check: ({ secrets }) =>
    secrets.operator === "existing" && Object.keys(secrets.values).length > 0
      ? [
          {
            path: ["secrets", "values"],
            at: "key",
            message: "got values for an operator that is there already, must stand beside operator: installed",
            fix: nest(["secrets", "operator"], "installed"),
          },
        ]
      : [],
});
