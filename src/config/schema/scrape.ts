import { z } from "zod";
import { duration, httpUrl, kubernetesName, name, port, secretSource } from "./common";

const hostPort = z
  .string()
  .regex(
    /^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\]):[1-9][0-9]{0,4}$/,
    "must be host:port without a scheme, such as db1.zai.dev:9100",
  );

const labels = z
  .record(
    z
      .string()
      .regex(/^(?!__)[A-Za-z_][A-Za-z0-9_]*$/, "must be letters, digits and underscores, and must not start with __"),
    z.string(),
  )
  .default({});

const basicAuth = z
  .strictObject({
    user: z
      .string()
      .min(1)
      .meta({ description: "User name.", examples: ["prometheus"] }),
    password: secretSource.meta({ description: "Password.", examples: [{ env: "RACK_PASSWORD" }] }),
  })
  .optional()
  .meta({
    description: "User and password of every request.",
    examples: [{ user: "prometheus", password: { env: "RACK_PASSWORD" } }],
  });

const token = secretSource
  .optional()
  .meta({ description: "Bearer token of every request.", examples: [{ env: "RACK_TOKEN" }] });

const pods = z
  .strictObject({
    namespace: kubernetesName.meta({ description: "Namespace of the pods.", examples: ["shop"] }),
    labels: z
      .record(z.string().regex(/^[A-Za-z0-9./_-]{1,317}$/, "must be the name of a label"), z.string().max(63))
      .refine((all) => Object.keys(all).length > 0, "must name at least one label")
      .meta({ description: "Labels that all of them have.", examples: [{ "app.kubernetes.io/name": "cart" }] }),
    port: port.meta({ description: "Port of their metrics.", examples: [8080] }),
  })
  .optional()
  .meta({
    description: "Pods that have no annotations of their own. Their namespace has to let Prometheus in.",
    examples: [{ namespace: "shop", labels: { "app.kubernetes.io/name": "cart" }, port: 8080 }],
  });

const job = z
  .strictObject({
    targets: z
      .array(hostPort)
      .min(1)
      .optional()
      .meta({ description: "Hosts by name or address, with port.", examples: [["db1.zai.dev:9100", "10.0.0.7:9100"]] }),
    pods,
    scheme: z
      .enum(["http", "https"])
      .default("http")
      .meta({ description: "How they are asked.", examples: ["https"] }),
    path: z
      .string()
      .regex(/^\/[^\s?#]*$/, "must be a path that starts with /")
      .default("/metrics")
      .meta({ description: "Path of the metrics.", examples: ["/metrics"] }),
    interval: duration
      .optional()
      .meta({ description: "How often they are scraped. Without it: `prometheus.scrapeInterval`.", examples: ["2m"] }),
    labels: labels.meta({ description: "Labels of every series of the job.", examples: [{ site: "rack" }] }),
    basicAuth,
    token,
  })
  .meta({ id: "ScrapeJob" });

/** Scrape jobs beside those of the chart, by name. */
export const scrape = z
  .record(name, job)
  .default({})
  .meta({
    description: "Further scrape jobs, by name: hosts outside the cluster, or pods that cannot be annotated.",
    examples: [{ hosts: { targets: ["db1.zai.dev:9100", "db2.zai.dev:9100"], labels: { site: "rack" } } }],
  });

const metricNames = z
  .array(
    z
      .string()
      .regex(/^[a-zA-Z_:*][a-zA-Z0-9_:*]*$/, "must be a name of a metric, with * for any part of it, such as node_*"),
  )
  .min(1)
  .optional();

export const queue = z
  .strictObject({
    capacity: z
      .int()
      .min(1)
      .default(10_000)
      .meta({
        description: "Samples that one shard holds back while the other side is slow.",
        examples: [10_000],
      }),
    maxShards: z
      .int()
      .min(1)
      .max(200)
      .default(10)
      .meta({ description: "Connections at most. Each may hold `capacity` samples in memory.", examples: [10] }),
    maxSamplesPerSend: z
      .int()
      .min(1)
      .default(2000)
      .meta({ description: "Samples of one request at most.", examples: [2000] }),
  })
  .prefault({})
  .meta({ description: "Bounds of what is held back and sent.", examples: [{ maxShards: 4 }] });

const written = z
  .strictObject({
    name: name.meta({ description: "What its own metrics call it.", examples: ["mimir"] }),
    url: httpUrl.meta({
      description: "Address, without user and password.",
      examples: ["https://mimir.zai.dev/api/v1/push"],
    }),
    basicAuth,
    token,
    tenant: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,149}$/, "must be letters, digits, dot, underscore, hyphen")
      .optional()
      .meta({ description: "Tenant of every sample, as Mimir asks for it: `X-Scope-OrgID`.", examples: ["zai"] }),
    queue,
    keep: metricNames.meta({
      description: "Metrics that are sent, no others. `*` stands for any part of a name.",
      examples: [["up", "node_*"]],
    }),
    drop: metricNames.meta({ description: "Metrics that are not sent.", examples: [["container_*"]] }),
  })
  .meta({ id: "RemoteWrite" });

/** Stores that get a copy of every sample. */
export const remoteWrite = z
  .array(written)
  .default([])
  .meta({
    description: "Stores elsewhere that get every sample too: Mimir, Grafana Cloud, another Prometheus.",
    examples: [[{ name: "mimir", url: "https://mimir.zai.dev/api/v1/push", token: { env: "MIMIR_TOKEN" } }]],
  });

export type ScrapeJobConfig = z.output<typeof job>;
export type RemoteWriteConfig = z.output<typeof written>;
