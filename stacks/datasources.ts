import {
  type Datasource,
  type DatasourceSecret,
  type Elsewhere,
  elsewhere,
  linked,
  type Signals,
  withExemplars,
} from "../constructs/grafana";
import type { ClientConfig } from "../src/config";
import { type DatasourceConfig, titleOf, uidOf } from "../src/config/schema/datasources";
import { type Dependable, type SecretRef, type Stack, secrets } from "../src/terraform";
import { secretKey } from "./datasource-secrets";
import { furtherDatasources } from "./secret-sets";

/** Datasources of our own stores. */
export interface OwnDatasources extends Omit<Signals, "traces"> {
  readonly traces?: Datasource | undefined;
  readonly alerts: Datasource;
  /** The same metrics, kept for longer. @default - no Mimir */
  readonly history?: Datasource | undefined;
}

/** Every datasource of a client, and what it needs of the cluster. */
export interface Datasources {
  readonly all: readonly Datasource[];
  /** Names of those whose uid is not the one that is deployed. */
  readonly moved: readonly string[];
  readonly made: readonly Dependable[];
}

/** Our datasources, linked to each other, and those that the config adds. */
export function makeDatasources(stack: Stack, config: ClientConfig, own: OwnDatasources): Datasources {
  const { datasources, uids } = config.grafana;
  const { refs, made } = secrets(stack, "grafana-datasources", furtherDatasources(config));
  const further = Object.entries(datasources).map(([key, datasource]) => {
    const secret = (field: string) => ({
      variable: variableOf(key, field),
      ref: refs[secretKey(key, field)] as SecretRef,
    });
    return elsewhere(storeOf(key, datasource, secret));
  });
  const hasDefault = [own.history, ...further].some((one) => one?.isDefault === true);
  return {
    all: [...ownDatasources(own, hasDefault), ...further],
    moved: further.filter(({ name, uid }) => (uids[name] ?? uid) !== uid).map(({ name }) => name),
    made,
  };
}

function ownDatasources(own: OwnDatasources, hasDefault: boolean): readonly Datasource[] {
  const { logs, traces, alerts } = own;
  const metrics = hasDefault ? { ...own.metrics, isDefault: false } : own.metrics;
  const history = own.history === undefined ? [] : [own.history];
  if (traces === undefined) return [metrics, ...history, alerts, logs];
  const signals = linked({ metrics, logs, traces });
  return [signals.metrics, ...history.map((one) => withExemplars(one, traces)), alerts, signals.logs, signals.traces];
}

type SecretOf = (field: string) => DatasourceSecret;

function variableOf(key: string, field: string): string {
  return `DATASOURCE_${key}_${field}`.toUpperCase().replaceAll("-", "_");
}

/** What the config says of a datasource, each secret by the variable that holds it. */
function storeOf(key: string, datasource: DatasourceConfig, secret: SecretOf): Elsewhere {
  const named = { uid: uidOf(key, datasource), name: titleOf(key, datasource), isDefault: datasource.default };
  switch (datasource.type) {
    case "prometheus":
    case "loki":
      return { ...datasource, ...named, ...basicAuth(datasource, secret), token: datasource.token && secret("token") };
    case "elasticsearch":
      return {
        ...datasource,
        ...named,
        ...basicAuth(datasource, secret),
        apiKey: datasource.apiKey && secret("apiKey"),
      };
    case "influxdb":
      return { ...datasource, ...named, token: secret("token") };
    case "cloudwatch": {
      const { region, assumeRole } = datasource;
      const keys = { accessKeyId: secret("accessKeyId"), secretAccessKey: secret("secretAccessKey") };
      return { type: "cloudwatch", region, assumeRole, ...named, ...keys };
    }
    case "postgres":
      return { ...datasource, ...named, password: secret("password") };
  }
}

function basicAuth({ basicAuth }: { readonly basicAuth?: { readonly user: string } | undefined }, secret: SecretOf) {
  return { basicAuth: basicAuth && { user: basicAuth.user, password: secret("password") } };
}
