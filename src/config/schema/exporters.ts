import { z } from "zod";
import { bucketName, duration, name, port, quantity, secretSource } from "./common";
import { cronSchedule } from "./cron";
import { STORE_PLACE } from "./object-store";
import { regularExpression } from "./regular-expression";

const host = z
  .string()
  .regex(/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/, "must be a host without scheme and port, such as db1.zai.dev");

const interval = duration.default("60s").meta({ description: "How often it is scraped.", examples: ["30s"] });

const postgresql = z
  .strictObject({
    type: z.literal("postgresql").meta({ description: "A PostgreSQL server.", examples: ["postgresql"] }),
    host: host.meta({ description: "Host of the server.", examples: ["db1.zai.dev"] }),
    port: port.default(5432).meta({ description: "Its port.", examples: [5432] }),
    database: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,63}$/, "must be the name of a database")
      .default("postgres")
      .meta({ description: "Database that is signed in to. Figures are of all.", examples: ["postgres"] }),
    user: z
      .string()
      .min(1)
      .meta({ description: "User, best one that is in `pg_monitor` and nothing else.", examples: ["monitoring"] }),
    password: secretSource.meta({ description: "Password.", examples: [{ env: "ORDERS_DB_PASSWORD" }] }),
    tls: z
      .enum(["disable", "require", "verify-full"])
      .default("require")
      .meta({
        description: "TLS: none, any certificate, or one of a public authority for this host.",
        examples: ["verify-full"],
      }),
    interval,
  })
  .meta({ id: "PostgresqlExporter" });

const redis = z
  .strictObject({
    type: z.literal("redis").meta({ description: "A Redis or Valkey server.", examples: ["redis"] }),
    host: host.meta({ description: "Host of the server.", examples: ["redis1.zai.dev"] }),
    port: port.default(6379).meta({ description: "Its port.", examples: [6379] }),
    user: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "User. Without it: the default user.", examples: ["monitoring"] }),
    password: secretSource
      .optional()
      .meta({ description: "Password. Without it none is sent.", examples: [{ env: "SESSIONS_PASSWORD" }] }),
    tls: z
      .boolean()
      .default(false)
      .meta({ description: "Whether the server speaks TLS.", examples: [true] }),
    interval,
  })
  .meta({ id: "RedisExporter" });

const rabbitmq = z
  .strictObject({
    type: z.literal("rabbitmq").meta({
      description: "Nodes of a RabbitMQ cluster from 3.10 on, by the plugin `rabbitmq_prometheus` of their own.",
      examples: ["rabbitmq"],
    }),
    hosts: z
      .array(host)
      .min(1)
      .meta({ description: "Every node of the cluster.", examples: [["mq1.zai.dev", "mq2.zai.dev"]] }),
    port: port.default(15692).meta({ description: "Port of the plugin.", examples: [15692] }),
    scheme: z
      .enum(["http", "https"])
      .default("http")
      .meta({ description: "How it is asked.", examples: ["https"] }),
    interval,
  })
  .meta({ id: "RabbitmqExporter" });

const awsMetrics = z
  .array(
    z.strictObject({
      namespace: z
        .string()
        .regex(/^AWS\/[A-Za-z0-9]+$/, "must be a namespace of CloudWatch, such as AWS/RDS")
        .meta({ description: "Namespace of the metrics.", examples: ["AWS/RDS"] }),
      names: z
        .array(z.string().regex(/^[A-Za-z0-9._ -]+$/, "must be the name of a metric, such as CPUUtilization"))
        .min(1)
        .meta({
          description: "Metrics, as CloudWatch calls them.",
          examples: [["CPUUtilization", "FreeStorageSpace"]],
        }),
      statistics: z
        .array(z.enum(["Average", "Maximum", "Minimum", "SampleCount", "Sum"]))
        .min(1)
        .default(["Average"])
        .meta({ description: "What is asked of each.", examples: [["Average", "Maximum"]] }),
      tags: z
        .record(z.string().min(1), regularExpression)
        .default({})
        .meta({
          description: "Only resources with these tags; a value is a regular expression.",
          examples: [{ environment: "production" }],
        }),
    }),
  )
  .min(1)
  .meta({
    description: "What is asked: each metric of each resource is paid for each time.",
    examples: [[{ namespace: "AWS/RDS", names: ["CPUUtilization"] }]],
  });

const cloudwatch = z
  .strictObject({
    type: z.literal("cloudwatch").meta({ description: "Metrics of AWS' own services.", examples: ["cloudwatch"] }),
    regions: z
      .array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-[0-9]$/, "must be a region of AWS, such as eu-central-1"))
      .min(1)
      .meta({ description: "Regions that are asked.", examples: [["eu-central-1"]] }),
    metrics: awsMetrics,
    period: duration
      .default("5m")
      .meta({ description: "How often AWS is asked, and over how long a value is.", examples: ["5m"] }),
    assumeRole: z
      .string()
      .regex(/^arn:aws[a-z-]*:iam::[0-9]{12}:role\/\S+$/, "must be the ARN of a role")
      .optional()
      .meta({ description: "Role to take on.", examples: ["arn:aws:iam::123456789012:role/monitoring"] }),
    credentials: z
      .strictObject({
        accessKeyId: secretSource.meta({ description: "Id of the key.", examples: [{ env: "AWS_KEY_ID" }] }),
        secretAccessKey: secretSource.meta({ description: "The key itself.", examples: [{ env: "AWS_KEY" }] }),
      })
      .meta({
        description: "Key of a user who may do cloudwatch:GetMetricData, cloudwatch:ListMetrics and tag:GetResources.",
        examples: [{ accessKeyId: { env: "AWS_KEY_ID" }, secretAccessKey: { env: "AWS_KEY" } }],
      }),
  })
  .meta({ id: "CloudwatchExporter" });

const exoscale = z
  .strictObject({
    type: z.literal("exoscale").meta({
      description: "Instances, clusters and balance of an organization at Exoscale.",
      examples: ["exoscale"],
    }),
    image: z
      .string()
      .regex(/^[a-z0-9.-]+(:[0-9]+)?(\/[a-z0-9._-]+)+:[A-Za-z0-9._-]+$/, "must be an image with registry and tag")
      .meta({
        description: "Image of github.com/zabdelillah/exoscale-exporter, which publishes none: built by yourself.",
        examples: ["registry.zai.dev/exoscale-exporter:0.3.0"],
      }),
    credentials: z
      .strictObject({
        apiKey: secretSource.meta({ description: "API key.", examples: [{ env: "EXOSCALE_API_KEY" }] }),
        apiSecret: secretSource.meta({ description: "Its secret.", examples: [{ env: "EXOSCALE_API_SECRET" }] }),
      })
      .meta({
        description: "Key of a role that may read, and nothing else.",
        examples: [{ apiKey: { env: "EXOSCALE_API_KEY" }, apiSecret: { env: "EXOSCALE_API_SECRET" } }],
      }),
    interval: duration
      .default("2m")
      .meta({ description: "How often it is scraped: each time asks all of Exoscale's API.", examples: ["2m"] }),
  })
  .meta({ id: "ExoscaleExporter" });

const bucket = z
  .strictObject({
    type: z.literal("bucket").meta({
      description: "Size of a bucket on S3 or Spaces: a job lists it by the clock, and pushes what it found.",
      examples: ["bucket"],
    }),
    bucket: bucketName.meta({ description: "The bucket.", examples: ["zai-archive"] }),
    ...STORE_PLACE,
    credentials: z
      .strictObject({
        accessKeyId: secretSource
          .prefault({ env: "SPACES_ACCESS_KEY_ID" })
          .meta({ description: "Id of a key that may list it.", examples: [{ env: "ARCHIVE_KEY_ID" }] }),
        secretAccessKey: secretSource
          .prefault({ env: "SPACES_SECRET_ACCESS_KEY" })
          .meta({ description: "The key itself.", examples: [{ env: "ARCHIVE_KEY" }] }),
      })
      .prefault({})
      .meta({
        description: "Key of the bucket, best one that may only list it.",
        examples: [{ accessKeyId: { env: "ARCHIVE_KEY_ID" }, secretAccessKey: { env: "ARCHIVE_KEY" } }],
      }),
    schedule: cronSchedule.default("17 */6 * * *").meta({
      description: "When it is listed, in UTC. Each thousand objects are one request.",
      examples: ["17 3 * * *"],
    }),
    largest: quantity
      .optional()
      .meta({ description: "Size that it must not reach. Without it nobody is told.", examples: ["500Gi"] }),
  })
  .meta({ id: "BucketExporter" });

const exporter = z.discriminatedUnion("type", [postgresql, redis, rabbitmq, cloudwatch, exoscale, bucket]);

/** What the platform watches beside itself. */
export const exporters = z
  .record(name, exporter)
  .default({})
  .meta({
    description:
      "Servers and services outside the platform whose metrics are read, by name. Each kind brings its exporter, alerts and a row of the dashboard Exporters.",
    examples: [
      {
        orders: {
          type: "postgresql",
          host: "db1.zai.dev",
          user: "monitoring",
          password: { env: "ORDERS_DB_PASSWORD" },
        },
      },
    ],
  });

export type ExporterConfig = z.output<typeof exporter>;
export type ExporterType = ExporterConfig["type"];
