import { EXPORTER_IMAGES } from "../../src/images";
import { type Pods, toHost, toOutside, type Wire } from "../../src/network";
import { durationSeconds } from "../../src/quantity";
import type { SecretRef } from "../../src/secret-source";

/** What an exporter tells of. */
export type Exported = PostgresqlServer | RedisServer | AwsMetrics | ExoscaleOrganization;

export interface PostgresqlServer {
  readonly type: "postgresql";
  readonly host: string;
  readonly port: number;
  /** Database that is signed in to. */
  readonly database: string;
  readonly user: string;
  readonly password: SecretRef;
  /** As libpq's `sslmode`. */
  readonly tls: "disable" | "require" | "verify-full";
}

export interface RedisServer {
  readonly type: "redis";
  readonly host: string;
  readonly port: number;
  /** @default - the default user */
  readonly user?: string | undefined;
  /** @default - none is sent */
  readonly password?: SecretRef | undefined;
  readonly tls: boolean;
}

export interface AwsMetrics {
  readonly type: "cloudwatch";
  readonly regions: readonly string[];
  readonly metrics: readonly {
    readonly namespace: string;
    readonly names: readonly string[];
    readonly statistics: readonly string[];
    /** Regular expressions by tag. */
    readonly tags: Readonly<Record<string, string>>;
  }[];
  /** How often AWS is asked, and over how long a value is. */
  readonly period: string;
  /** ARN of a role. @default - none */
  readonly assumeRole?: string | undefined;
  readonly accessKeyId: SecretRef;
  readonly secretAccessKey: SecretRef;
}

export interface ExoscaleOrganization {
  readonly type: "exoscale";
  readonly image: string;
  readonly apiKey: SecretRef;
  readonly apiSecret: SecretRef;
}

/** A program that tells of a server, as a container runs it. */
export interface ExporterProgram {
  readonly image: string;
  /** Port of its metrics. */
  readonly port: number;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, SecretRef>>;
  /** Files of its folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** Server that it tells of. */
  readonly instance: string;
  /** How long a scrape may take. @default - as long as any */
  readonly timeout?: string;
  readonly calls: (from: Pods) => readonly Wire[];
}

/** Folder of the files of a program. */
export const FOLDER = "/config";

const CLOUDWATCH_FILE = "cloudwatch.json";

/** The program that tells of something. */
export function programOf(exported: Exported): ExporterProgram {
  switch (exported.type) {
    case "postgresql":
      return postgresql(exported);
    case "redis":
      return redis(exported);
    case "cloudwatch":
      return cloudwatch(exported);
    case "exoscale":
      return exoscale(exported);
  }
}

function postgresql({ host, port, database, user, password, tls }: PostgresqlServer): ExporterProgram {
  return {
    image: EXPORTER_IMAGES.postgresql,
    port: 9187,
    arguments: [],
    environment: { DATA_SOURCE_URI: `${host}:${port}/${database}?sslmode=${tls}`, DATA_SOURCE_USER: user },
    secrets: { DATA_SOURCE_PASS: password },
    instance: `${host}:${port}`,
    calls: (from) => [toHost(from, host, port)],
  };
}

function redis({ host, port, user, password, tls }: RedisServer): ExporterProgram {
  return {
    image: EXPORTER_IMAGES.redis,
    port: 9121,
    arguments: [],
    environment: {
      REDIS_ADDR: `${tls ? "rediss" : "redis"}://${host}:${port}`,
      ...(user === undefined ? {} : { REDIS_USER: user }),
    },
    secrets: password === undefined ? {} : { REDIS_PASSWORD: password },
    instance: `${host}:${port}`,
    calls: (from) => [toHost(from, host, port)],
  };
}

function cloudwatch(aws: AwsMetrics): ExporterProgram {
  return {
    image: EXPORTER_IMAGES.cloudwatch,
    port: 5000,
    arguments: [
      "-listen-address=:5000",
      `-config.file=${FOLDER}/${CLOUDWATCH_FILE}`,
      `-scraping-interval=${durationSeconds(aws.period)}`,
    ],
    environment: {},
    secrets: { AWS_ACCESS_KEY_ID: aws.accessKeyId, AWS_SECRET_ACCESS_KEY: aws.secretAccessKey },
    files: { [CLOUDWATCH_FILE]: `${JSON.stringify(cloudwatchConfig(aws), undefined, 2)}\n` },
    instance: aws.regions.join(","),
    calls: (from) => [toOutside(from, HTTPS)],
  };
}

/** Its configuration: YAML, of which JSON is a part. */
export function cloudwatchConfig({ regions, metrics, period, assumeRole }: AwsMetrics) {
  const seconds = durationSeconds(period);
  return {
    apiVersion: "v1alpha1",
    "sts-region": regions[0],
    discovery: {
      jobs: metrics.map(({ namespace, names, statistics, tags }) => ({
        type: namespace,
        regions: [...regions],
        ...(assumeRole === undefined ? {} : { roles: [{ roleArn: assumeRole }] }),
        ...(Object.keys(tags).length === 0
          ? {}
          : { searchTags: Object.entries(tags).map(([key, value]) => ({ key, value })) }),
        period: seconds,
        length: seconds,
        statistics: [...statistics],
        metrics: names.map((name) => ({ name })),
      })),
    },
  };
}

function exoscale({ image, apiKey, apiSecret }: ExoscaleOrganization): ExporterProgram {
  return {
    image,
    port: 9999,
    arguments: [],
    environment: {},
    secrets: { EXOSCALE_API_KEY: apiKey, EXOSCALE_API_SECRET: apiSecret },
    instance: "exoscale",
    // It asks for each zone and each kind of thing, one after another.
    timeout: "60s",
    calls: (from) => [toOutside(from, HTTPS)],
  };
}

const HTTPS = 443;
