import { type Pods, toAddress, toHost, toOutside } from "../../src/network";
import type { Datasource, DatasourceSecret } from "./datasource";

/** What people and dashboards call a datasource. */
interface Named {
  readonly uid: string;
  readonly name: string;
  readonly isDefault?: boolean;
}

/** How Grafana proves itself to a store that speaks HTTP. */
export interface HttpAccess {
  readonly url: string;
  readonly basicAuth?: { readonly user: string; readonly password: DatasourceSecret } | undefined;
  /** Sent as `Authorization: Bearer`. */
  readonly token?: DatasourceSecret | undefined;
  /** Sent as `X-Scope-OrgID`. */
  readonly tenant?: string | undefined;
}

/** A datasource that the platform does not run itself. */
export type Elsewhere = Named &
  (
    | ({ readonly type: "prometheus"; readonly scrapeInterval: string } & HttpAccess)
    | ({ readonly type: "loki" } & HttpAccess)
    | ({
        readonly type: "elasticsearch";
        readonly indices: readonly string[];
        readonly timeField: string;
        readonly apiKey?: DatasourceSecret | undefined;
      } & HttpAccess)
    | {
        readonly type: "influxdb";
        readonly url: string;
        readonly query: "flux" | "sql";
        /** Bucket of Flux, database of SQL. */
        readonly bucket: string;
        readonly organization?: string | undefined;
        readonly token: DatasourceSecret;
      }
    | {
        readonly type: "cloudwatch";
        readonly region: string;
        readonly accessKeyId: DatasourceSecret;
        readonly secretAccessKey: DatasourceSecret;
        readonly assumeRole?: string | undefined;
      }
    | {
        readonly type: "postgres";
        readonly host: string;
        readonly port: number;
        readonly database: string;
        readonly user: string;
        readonly password: DatasourceSecret;
        readonly tls: "verify-full" | "require" | "disable";
      }
  );

/** A datasource of something that is elsewhere. */
export function elsewhere(store: Elsewhere): Datasource {
  const { uid, name, isDefault = false } = store;
  return { uid, name, isDefault, ...specific(store) };
}

type Specific = Omit<Datasource, "uid" | "name" | "isDefault">;

function specific(store: Elsewhere): Specific {
  switch (store.type) {
    case "prometheus":
      return http(store, { httpMethod: "POST", prometheusType: "Prometheus", timeInterval: store.scrapeInterval });
    case "loki":
      return http(store, {});
    case "elasticsearch":
      return http(store, { index: store.indices.join(","), timeField: store.timeField });
    case "influxdb":
      return influxdb(store);
    case "cloudwatch":
      return cloudwatch(store);
    case "postgres":
      return postgres(store);
  }
}

const HTTPS = 443;

type OfType<T extends Elsewhere["type"]> = Extract<Elsewhere, { type: T }>;

function http(store: OfType<"prometheus" | "loki" | "elasticsearch">, jsonData: Datasource["jsonData"]): Specific {
  const { type, url, basicAuth, tenant } = store;
  const authorization = authorizationOf(store);
  const secrets = {
    ...(basicAuth === undefined ? {} : { basicAuthPassword: basicAuth.password }),
    ...(authorization === undefined ? {} : { [`httpHeaderValue${tenant === undefined ? 1 : 2}`]: authorization }),
  };
  const secretHeader =
    authorization === undefined ? {} : { [`httpHeaderName${tenant === undefined ? 1 : 2}`]: "Authorization" };
  return {
    type,
    url,
    wire: (grafana: Pods) => toAddress(grafana, url),
    ...(basicAuth === undefined ? {} : { user: { of: "basicAuth" as const, name: basicAuth.user } }),
    ...(tenant === undefined ? {} : { headers: { "X-Scope-OrgID": tenant } }),
    jsonData: { ...jsonData, ...secretHeader },
    secrets,
  };
}

function authorizationOf(store: OfType<"prometheus" | "loki" | "elasticsearch">): DatasourceSecret | undefined {
  if (store.type === "elasticsearch") return store.apiKey && { ...store.apiKey, prefix: "ApiKey " };
  return store.token && { ...store.token, prefix: "Bearer " };
}

function influxdb({ url, query, bucket, organization, token }: OfType<"influxdb">): Specific {
  return {
    type: "influxdb",
    url,
    wire: (grafana) => toAddress(grafana, url),
    jsonData:
      query === "flux"
        ? { version: "Flux", organization, defaultBucket: bucket }
        : { version: "SQL", dbName: bucket, insecureGrpc: url.startsWith("http:") },
    secrets: { token },
  };
}

function cloudwatch({ region, accessKeyId, secretAccessKey, assumeRole }: OfType<"cloudwatch">): Specific {
  return {
    type: "cloudwatch",
    wire: (grafana) => toOutside(grafana, HTTPS),
    jsonData: {
      authType: "keys",
      defaultRegion: region,
      ...(assumeRole === undefined ? {} : { assumeRoleArn: assumeRole }),
    },
    secrets: { accessKey: accessKeyId, secretKey: secretAccessKey },
  };
}

function postgres({ host, port, database, user, password, tls }: OfType<"postgres">): Specific {
  return {
    type: "grafana-postgresql-datasource",
    url: `${host}:${port}`,
    wire: (grafana) => toHost(grafana, host, port),
    user: { of: "database", name: user },
    jsonData: { database, sslmode: tls, maxOpenConns: 10, connMaxLifetime: 14_400 },
    secrets: { password },
  };
}
