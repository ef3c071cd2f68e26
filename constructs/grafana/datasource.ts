import { escapeGrafanaDeep } from "../../src/alert";
import type { Json, JsonObject } from "../../src/dashboard";
import type { Backend } from "../../src/terraform";

/** A datasource of Grafana. Its uid is what dashboards and alerts name: never change one. */
export interface Datasource {
  readonly uid: string;
  readonly type: "prometheus" | "loki" | "alertmanager";
  /** Unique: Grafana overwrites a datasource of the same name. */
  readonly name: string;
  readonly url: string;
  /** What answers there, where it is on the cluster. @default - no wire leads to it */
  readonly backend?: Backend;
  /** Exactly one datasource is the default. @default false */
  readonly isDefault?: boolean;
  readonly jsonData: JsonObject;
  /** Headers of every query, such as a tenant. @default - none */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The provisioning file of all datasources.
 *
 * @throws Error when uids or names repeat, or when not exactly one is the default.
 */
export function datasourcesFile(datasources: readonly Datasource[]): string {
  refuseRepeats(
    "uid",
    datasources.map((datasource) => datasource.uid),
  );
  refuseRepeats(
    "name",
    datasources.map((datasource) => datasource.name),
  );
  const defaults = datasources.filter((datasource) => datasource.isDefault);
  if (defaults.length !== 1)
    throw new Error(
      `datasources: got ${defaults.length} defaults (${defaults.map((one) => one.name).join(", ")}), must be exactly one`,
    );
  for (const { uid } of datasources)
    if (!/^[a-zA-Z0-9_-]{1,40}$/.test(uid))
      throw new Error(`datasource uid "${uid}" must be 1 to 40 letters, digits, _ or -`);
  return JSON.stringify({ apiVersion: 1, prune: true, datasources: datasources.map(provisioned) });
}

function provisioned(datasource: Datasource): Json {
  const headers = Object.entries(datasource.headers ?? {});
  // Grafana expands variables in every field of a datasource.
  return escapeGrafanaDeep({
    name: datasource.name,
    uid: datasource.uid,
    type: datasource.type,
    access: "proxy",
    orgId: 1,
    url: datasource.url,
    isDefault: datasource.isDefault ?? false,
    editable: false,
    jsonData: {
      ...datasource.jsonData,
      ...Object.fromEntries(headers.map(([name], index) => [`httpHeaderName${index + 1}`, name])),
    },
    ...(headers.length === 0
      ? {}
      : {
          secureJsonData: Object.fromEntries(headers.map(([, value], index) => [`httpHeaderValue${index + 1}`, value])),
        }),
  });
}

function refuseRepeats(what: string, values: readonly string[]): void {
  const repeated = values.find((value, index) => values.indexOf(value) !== index);
  if (repeated !== undefined)
    throw new Error(`two datasources have the ${what} "${repeated}": Grafana would let one overwrite the other`);
}
