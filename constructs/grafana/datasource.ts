import { escapeGrafana, escapeGrafanaDeep } from "../../src/alert";
import type { Json, JsonObject } from "../../src/dashboard";
import type { Pods, Wire } from "../../src/network";
import type { Backend, SecretRef } from "../../src/terraform";

/** A datasource of Grafana. Its uid is what dashboards and alerts name: never change one. */
export interface Datasource {
  readonly uid: string;
  readonly type:
    | "prometheus"
    | "loki"
    | "alertmanager"
    | "tempo"
    | "elasticsearch"
    | "influxdb"
    | "cloudwatch"
    | "grafana-postgresql-datasource";
  /** Unique: Grafana overwrites a datasource of the same name. */
  readonly name: string;
  /** @default - the plugin knows it */
  readonly url?: string;
  /** What answers there, where it is on the cluster. @default - no wire leads to it */
  readonly backend?: Backend;
  /** The wire from Grafana to what is elsewhere. @default - none */
  readonly wire?: (grafana: Pods) => Wire;
  /** User of the datasource itself, or of basic authentication. @default - none */
  readonly user?: { readonly of: "database" | "basicAuth"; readonly name: string };
  /** Exactly one datasource is the default. @default false */
  readonly isDefault?: boolean;
  readonly jsonData: JsonObject;
  /** Headers of every query, such as a tenant. @default - none */
  readonly headers?: Readonly<Record<string, string>>;
  /** Secrets by their key in `secureJsonData`. @default - none */
  readonly secrets?: Readonly<Record<string, DatasourceSecret>>;
}

/** A secret that Grafana reads from a variable of its environment. */
export interface DatasourceSecret {
  /** Name of the variable. */
  readonly variable: string;
  readonly ref: SecretRef;
  /** What stands before it, such as `Bearer `. @default - nothing */
  readonly prefix?: string;
}

/**
 * The provisioning file of all datasources. Those of a `moved` name are deleted first: Grafana refuses a file in which a
 * uid has changed.
 *
 * @throws Error when uids or names repeat, or when not exactly one is the default.
 */
export function datasourcesFile(datasources: readonly Datasource[], moved: readonly string[] = []): string {
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
  const deleteDatasources = moved.map((name) => ({ name: escapeGrafana(name), orgId: 1 }));
  return JSON.stringify({
    apiVersion: 1,
    prune: true,
    ...(moved.length === 0 ? {} : { deleteDatasources }),
    datasources: datasources.map(provisioned),
  });
}

function provisioned(datasource: Datasource): Json {
  const headers = Object.entries(datasource.headers ?? {});
  // Grafana expands variables in every field of a datasource.
  const plain = escapeGrafanaDeep({
    name: datasource.name,
    uid: datasource.uid,
    type: datasource.type,
    access: "proxy",
    orgId: 1,
    ...(datasource.url === undefined ? {} : { url: datasource.url }),
    ...userFields(datasource.user),
    isDefault: datasource.isDefault ?? false,
    editable: false,
    jsonData: {
      ...datasource.jsonData,
      ...Object.fromEntries(headers.map(([name], index) => [`httpHeaderName${index + 1}`, name])),
    },
  }) as JsonObject;
  const secure = {
    ...Object.fromEntries(headers.map(([, value], index) => [`httpHeaderValue${index + 1}`, escapeGrafana(value)])),
    ...secretFields(datasource.secrets ?? {}),
  };
  return Object.keys(secure).length === 0 ? plain : { ...plain, secureJsonData: secure };
}

function userFields(user: Datasource["user"]): JsonObject {
  if (user === undefined) return {};
  return user.of === "database" ? { user: user.name } : { basicAuth: true, basicAuthUser: user.name };
}

/** Without braces a variable is expanded once; what `${NAME}` or `$__file{}` put in, Grafana expands again, and a `$` of a password is lost. */
function secretFields(secrets: NonNullable<Datasource["secrets"]>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(secrets).map(([key, { variable, prefix = "" }]) => [key, `${escapeGrafana(prefix)}$${variable}`]),
  );
}

function refuseRepeats(what: string, values: readonly string[]): void {
  const repeated = values.find((value, index) => values.indexOf(value) !== index);
  if (repeated !== undefined)
    throw new Error(`two datasources have the ${what} "${repeated}": Grafana would let one overwrite the other`);
}
