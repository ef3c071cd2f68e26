import { z } from "zod";
import { duration, host, httpUrl, name, port, secretSource } from "./common";

const common = {
  title: z
    .string()
    .min(1)
    .max(190)
    .optional()
    .meta({ description: "Name that people see. Without it: the datasource's key.", examples: ["Audit logs"] }),
  uid: z
    .string()
    .regex(/^[a-zA-Z0-9_-]{1,40}$/, "must be 1 to 40 letters, digits, underscores and hyphens")
    .optional()
    .meta({
      description: "What dashboards and alerts name. Never change it. Without it: the datasource's key.",
      examples: ["audit"],
    }),
  default: z
    .boolean()
    .default(false)
    .meta({ description: "Make this the datasource of new panels, instead of our Prometheus.", examples: [true] }),
};

const url = (example: string) =>
  httpUrl.meta({ description: "Address, without user and password.", examples: [example] });

const basicAuth = z
  .strictObject({
    user: z
      .string()
      .min(1)
      .meta({ description: "User name.", examples: ["grafana"] }),
    password: secretSource.meta({ description: "Password.", examples: [{ env: "AUDIT_PASSWORD" }] }),
  })
  .optional()
  .meta({
    description: "User and password of every query.",
    examples: [{ user: "grafana", password: { env: "AUDIT_PASSWORD" } }],
  });

const token = secretSource
  .optional()
  .meta({ description: "Bearer token of every query.", examples: [{ env: "METRICS_TOKEN" }] });

const tenant = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._|-]{0,149}$/, "must be letters, digits, dot, underscore, hyphen; | between several")
  .optional()
  .meta({ description: "Tenant of every query, as `X-Scope-OrgID`.", examples: ["zai"] });

const prometheus = z
  .strictObject({
    type: z.literal("prometheus").meta({ description: "Prometheus, Mimir, Thanos.", examples: ["prometheus"] }),
    ...common,
    url: url("https://prometheus.other.zai.dev"),
    basicAuth,
    token,
    tenant,
    scrapeInterval: duration
      .default("30s")
      .meta({ description: "How often its targets are scraped: the shortest step of a panel.", examples: ["60s"] }),
  })
  .meta({ id: "PrometheusDatasource" });

const loki = z
  .strictObject({
    type: z.literal("loki").meta({ description: "Loki.", examples: ["loki"] }),
    ...common,
    url: url("https://loki.other.zai.dev"),
    basicAuth,
    token,
    tenant,
  })
  .meta({ id: "LokiDatasource" });

const elasticsearch = z
  .strictObject({
    type: z.literal("elasticsearch").meta({ description: "Elasticsearch, OpenSearch.", examples: ["elasticsearch"] }),
    ...common,
    url: url("https://elastic.zai.dev:9200"),
    indices: z
      .array(z.string().regex(/^[^\s,/\\"<>|?#A-Z]+$/, "must be an index, an alias or a pattern such as audit-*"))
      .min(1)
      .meta({
        description: "Indices, aliases or patterns that are searched together.",
        examples: [["audit-*", "access"]],
      }),
    timeField: z
      .string()
      .min(1)
      .default("@timestamp")
      .meta({ description: "Field with the time of a document.", examples: ["@timestamp"] }),
    basicAuth,
    apiKey: secretSource
      .optional()
      .meta({ description: "API key, encoded as Elasticsearch gives it.", examples: [{ env: "ELASTIC_API_KEY" }] }),
  })
  .meta({ id: "ElasticsearchDatasource" });

const influxdb = z
  .strictObject({
    type: z.literal("influxdb").meta({ description: "InfluxDB 2 by Flux, InfluxDB 3 by SQL.", examples: ["influxdb"] }),
    ...common,
    url: url("https://influx.zai.dev"),
    query: z.enum(["flux", "sql"]).meta({ description: "Language of its queries.", examples: ["flux"] }),
    bucket: z
      .string()
      .min(1)
      .meta({ description: "Bucket of Flux, database of SQL.", examples: ["plant"] }),
    organization: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "Organization, which Flux needs.", examples: ["zai"] }),
    token: secretSource.meta({ description: "Token that may read.", examples: [{ env: "INFLUX_TOKEN" }] }),
  })
  .meta({ id: "InfluxDbDatasource" });

const cloudwatch = z
  .strictObject({
    type: z.literal("cloudwatch").meta({ description: "Amazon CloudWatch.", examples: ["cloudwatch"] }),
    ...common,
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-[0-9]$/, "must be a region such as eu-central-1")
      .meta({ description: "Region of queries that name none.", examples: ["eu-central-1"] }),
    credentials: z
      .strictObject({
        accessKeyId: secretSource.meta({ description: "Id of the key.", examples: [{ env: "CLOUDWATCH_KEY_ID" }] }),
        secretAccessKey: secretSource.meta({ description: "The key itself.", examples: [{ env: "CLOUDWATCH_KEY" }] }),
      })
      .meta({
        description: "Key of a user that may read CloudWatch and nothing else.",
        examples: [{ accessKeyId: { env: "CLOUDWATCH_KEY_ID" }, secretAccessKey: { env: "CLOUDWATCH_KEY" } }],
      }),
    assumeRole: z
      .string()
      .regex(/^arn:aws[a-z-]*:iam::[0-9]{12}:role\/.+$/, "must be the ARN of a role")
      .optional()
      .meta({ description: "Role that the user takes on.", examples: ["arn:aws:iam::123456789012:role/grafana"] }),
  })
  .meta({ id: "CloudWatchDatasource" });

const postgres = z
  .strictObject({
    type: z.literal("postgres").meta({ description: "PostgreSQL, TimescaleDB.", examples: ["postgres"] }),
    ...common,
    host: host.meta({ description: "Host of the database.", examples: ["db.zai.dev"] }),
    port: port.default(5432).meta({ description: "Port.", examples: [25060] }),
    database: z
      .string()
      .min(1)
      .meta({ description: "Database.", examples: ["orders"] }),
    user: z
      .string()
      .min(1)
      .meta({ description: "User that may read and nothing else.", examples: ["grafana"] }),
    password: secretSource.meta({ description: "Password of the user.", examples: [{ env: "ORDERS_PASSWORD" }] }),
    tls: z
      .enum(["verify-full", "require", "disable"])
      .default("verify-full")
      .meta({
        description:
          "`verify-full` holds the certificate against the public authorities, `require` encrypts without asking who answers.",
        examples: ["require"],
      }),
  })
  .meta({ id: "PostgresDatasource" });

const datasource = z.discriminatedUnion("type", [prometheus, loki, elasticsearch, influxdb, cloudwatch, postgres]);

export const datasources = z
  .record(name, datasource)
  .default({})
  .meta({
    description: "Further datasources, by key.",
    examples: [{ audit: { type: "elasticsearch", url: "https://elastic.zai.dev:9200", indices: ["audit-*"] } }],
  });

export const uids = z
  .record(z.string(), z.string())
  .default({})
  .meta({
    description:
      "The ledger: uids of further datasources as they are deployed, by the name that people see. A datasource whose uid is another is deleted and made anew, since Grafana would stop reading the whole file; write the new uid here once that is deployed.",
    examples: [{ "Audit logs": "audit" }],
  });

export type DatasourceConfig = z.output<typeof datasource>;

/** Name that people see. */
export function titleOf(key: string, { title = key }: DatasourceConfig): string {
  return title;
}

/** What dashboards and alerts name. */
export function uidOf(key: string, { uid = key }: DatasourceConfig): string {
  return uid;
}
