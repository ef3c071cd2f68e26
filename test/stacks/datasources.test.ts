import { describe, expect, it } from "vitest";
import { type ClientInput, parseClient } from "../../src/config";
import { OWN_DATASOURCES } from "../../src/config/rules/datasources";
import { overviewOf } from "../../stacks/overview";
import { ACME } from "./acme";
import { resourcesOf } from "./resources";

type Further = NonNullable<ClientInput["grafana"]["datasources"]>;

const password = { env: "PASSWORD" };

const EVERY: Further = {
  other: { type: "prometheus", url: "https://prom.other.dev", token: { env: "TOKEN" }, tenant: "a" },
  "far-logs": { type: "loki", url: "https://loki.other.dev:3100", basicAuth: { user: "u", password }, tenant: "b" },
  audit: {
    type: "elasticsearch",
    title: "Audit logs",
    uid: "audit-2",
    url: "https://es.other.dev:9200",
    indices: ["audit-*", "access"],
    timeField: "time",
    apiKey: { existing: { name: "es", key: "api" } },
  },
  plant: { type: "influxdb", query: "flux", url: "https://in.dev", bucket: "p", organization: "o", token: password },
  plant3: { type: "influxdb", query: "sql", url: "http://in.dev:8181", bucket: "p", token: password },
  aws: {
    type: "cloudwatch",
    region: "eu-central-1",
    credentials: { accessKeyId: password, secretAccessKey: password },
  },
  orders: { type: "postgres", host: "db.dev", port: 25060, database: "o", user: "u", password, default: true },
};

function synthesized(grafana: Partial<ClientInput["grafana"]>) {
  const config = parseClient({ ...ACME, tracing: {}, grafana: { host: "grafana.acme.dev", ...grafana } });
  return { config, ...resourcesOf(config, "acme-observability") };
}

describe("further datasources", () => {
  const { config, datasources, grafanaValues, egressOfGrafana, deleted } = synthesized({ datasources: EVERY });

  it("stand beside our own", () => {
    expect(datasources.map(({ type, uid, name, isDefault }) => `${type} ${uid} ${name} ${isDefault}`)).toEqual([
      "prometheus prometheus Prometheus false",
      "alertmanager alertmanager Alertmanager false",
      "loki loki Loki false",
      "tempo tempo Tempo false",
      "prometheus other other false",
      "loki far-logs far-logs false",
      "elasticsearch audit-2 Audit logs false",
      "influxdb plant plant false",
      "influxdb plant3 plant3 false",
      "cloudwatch aws aws false",
      "grafana-postgresql-datasource orders orders true",
    ]);
    expect(deleted).toBeUndefined();
  });

  it("say what each plugin wants to know, and where its secrets are", () => {
    const parts = Object.fromEntries(
      datasources
        .slice(4)
        .map(({ uid, url, user, basicAuthUser, jsonData, secureJsonData }) => [
          uid,
          { url, user: user ?? basicAuthUser, jsonData, secureJsonData },
        ]),
    );
    expect(parts).toEqual({
      other: {
        url: "https://prom.other.dev",
        jsonData: {
          httpMethod: "POST",
          prometheusType: "Prometheus",
          timeInterval: "30s",
          httpHeaderName1: "X-Scope-OrgID",
          httpHeaderName2: "Authorization",
        },
        secureJsonData: { httpHeaderValue1: "a", httpHeaderValue2: "Bearer $DATASOURCE_OTHER_TOKEN" },
      },
      "far-logs": {
        url: "https://loki.other.dev:3100",
        user: "u",
        jsonData: { httpHeaderName1: "X-Scope-OrgID" },
        secureJsonData: { httpHeaderValue1: "b", basicAuthPassword: "$DATASOURCE_FAR_LOGS_PASSWORD" },
      },
      "audit-2": {
        url: "https://es.other.dev:9200",
        jsonData: { index: "audit-*,access", timeField: "time", httpHeaderName1: "Authorization" },
        secureJsonData: { httpHeaderValue1: "ApiKey $DATASOURCE_AUDIT_APIKEY" },
      },
      plant: {
        url: "https://in.dev",
        jsonData: { version: "Flux", organization: "o", defaultBucket: "p" },
        secureJsonData: { token: "$DATASOURCE_PLANT_TOKEN" },
      },
      plant3: {
        url: "http://in.dev:8181",
        jsonData: { version: "SQL", dbName: "p", insecureGrpc: true },
        secureJsonData: { token: "$DATASOURCE_PLANT3_TOKEN" },
      },
      aws: {
        jsonData: { authType: "keys", defaultRegion: "eu-central-1" },
        secureJsonData: {
          accessKey: "$DATASOURCE_AWS_ACCESSKEYID",
          secretKey: "$DATASOURCE_AWS_SECRETACCESSKEY",
        },
      },
      orders: {
        url: "db.dev:25060",
        user: "u",
        jsonData: { database: "o", sslmode: "verify-full", maxOpenConns: 10, connMaxLifetime: 14_400 },
        secureJsonData: { password: "$DATASOURCE_ORDERS_PASSWORD" },
      },
    });
  });

  it("are given their secrets as variables, which Grafana expands only once", () => {
    const from = (key: string) => ({ secretKeyRef: { name: "grafana-datasources", key } });
    expect(grafanaValues.envValueFrom).toEqual({
      DATASOURCE_OTHER_TOKEN: from("other.token"),
      DATASOURCE_FAR_LOGS_PASSWORD: from("far-logs.password"),
      DATASOURCE_AUDIT_APIKEY: { secretKeyRef: { name: "es", key: "api" } },
      DATASOURCE_PLANT_TOKEN: from("plant.token"),
      DATASOURCE_PLANT3_TOKEN: from("plant3.token"),
      DATASOURCE_AWS_ACCESSKEYID: from("aws.accessKeyId"),
      DATASOURCE_AWS_SECRETACCESSKEY: from("aws.secretAccessKey"),
      DATASOURCE_ORDERS_PASSWORD: from("orders.password"),
      ALERTS_TEAM_WEBHOOK_URL: { secretKeyRef: { name: "contact-points", key: "team.webhook.url" } },
    });
    // One revision each; the one in the cluster has none.
    expect(grafanaValues.podAnnotations).toMatchObject({
      "belvedere.dev/secrets": expect.stringMatching(/^[0-9a-f]{12}$/),
    });
    expect(overviewOf(config).environmentVariables).toEqual(
      expect.arrayContaining(["TF_VAR_PASSWORD", "TF_VAR_TOKEN"]),
    );
    expect(overviewOf(config).existingSecrets).toContainEqual({
      namespace: "observability",
      name: "es",
      keys: ["api"],
    });
  });

  it("are let through to", () => {
    expect(egressOfGrafana).toEqual(expect.arrayContaining([443, 3100, 9200, 8181, 25060]));
  });
});

describe("the ledger", () => {
  const audit = { type: "loki", title: "Audit", url: "https://l.dev" } as const;

  it("deletes a datasource first whose uid is not the deployed one", () => {
    const { deleted, datasources } = synthesized({ datasources: { audit }, uids: { Audit: "old" } });
    expect(deleted).toEqual([{ name: "Audit", orgId: 1 }]);
    expect(datasources.at(-1)).toMatchObject({ name: "Audit", uid: "audit" });
  });

  it("leaves one alone whose uid is the same", () => {
    expect(synthesized({ datasources: { audit }, uids: { Audit: "audit", Gone: "gone" } }).deleted).toBeUndefined();
  });

  it("knows the platform's own", () => {
    const { datasources } = synthesized({});
    expect(Object.fromEntries(datasources.map(({ name, uid }) => [name, uid]))).toEqual(OWN_DATASOURCES);
  });
});
