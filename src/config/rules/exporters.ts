import { longestGap } from "../../cron-gap";
import { didYouMean } from "../../nearest";
import { durationSeconds } from "../../quantity";
import { AWS_NAMESPACES } from "../aws-namespaces";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import type { ClientConfig } from "../schema";
import type { ExporterConfig } from "../schema/exporters";
import type { Path } from "../source/tree";
import { spacesRegion } from "./bucket-regions";
import { earlierAlike } from "./earlier";
import { defineRule } from "./rule";

/** A scrape takes up to 10 s; series go stale after five minutes. */
const SHORTEST = 10;
const LONGEST = 120;

/** What its job pushed is remembered for a week, and two runs may be overdue. */
const RAREST_RUN = 3 * 86_400;

/** Exporters that would not start, ask in vain, or look away while all burns. */
export const exporterTargets = defineRule({
  needs: ["exporters"],
  check({ exporters }): Finding[] {
    const all = Object.entries(exporters);
    const same = earlierAlike(all, ([, exporter]) => identity(exporter));
    return all.flatMap(([key, exporter], index) => {
      const path = ["exporters", key];
      return [
        ...interval(path, exporter),
        ...hosts(path, exporter),
        ...namespaces(path, exporter),
        ...rareRuns(path, exporter),
        ...asked(path, exporter, same[index]),
      ];
    });
  },
});

/** Buckets are somewhere, and what lists them pushes. */
export const exporterBuckets = defineRule({
  needs: ["cluster", "buckets", "prometheus", "exporters"],
  check({ cluster, buckets, prometheus, exporters }): Finding[] {
    return Object.entries(exporters).flatMap(([key, exporter]) => {
      if (exporter.type !== "bucket") return [];
      const path = ["exporters", key];
      return [
        ...(prometheus.pushgateway.enabled ? [] : [noPushgateway(path)]),
        ...(cluster.provider === "digitalocean"
          ? spacesRegion({ path, ...exporter }, cluster, buckets)
          : placeless(path, exporter)),
      ];
    });
  },
});

function interval(path: Path, exporter: ExporterConfig): Finding[] {
  if (!("interval" in exporter)) return [];
  const seconds = durationSeconds(exporter.interval);
  if (seconds >= SHORTEST && seconds <= LONGEST) return [];
  const must = "must be 10s to 2m: a scrape may take 10 s, and a series goes stale after 5m";
  const fix = nest([...path, "interval"], seconds < SHORTEST ? "10s" : "2m");
  return [{ path: [...path, "interval"], message: `got "${exporter.interval}", ${must}`, fix }];
}

function hosts(path: Path, exporter: ExporterConfig): Finding[] {
  return exporter.type === "rabbitmq" ? repeated([...path, "hosts"], exporter.hosts) : [];
}

function namespaces(path: Path, exporter: ExporterConfig): Finding[] {
  if (exporter.type !== "cloudwatch") return [];
  const names = exporter.metrics.map(({ namespace }) => namespace);
  return [
    ...repeated([...path, "regions"], exporter.regions),
    ...repeated([...path, "metrics"], names, "namespace"),
    ...names.flatMap((one, index) => unknown([...path, "metrics", index, "namespace"], one)),
    ...exporter.metrics.flatMap((metric, index) => repeated([...path, "metrics", index, "names"], metric.names)),
  ];
}

function unknown(path: Path, namespace: string): Finding[] {
  if (AWS_NAMESPACES.includes(namespace)) return [];
  const near = didYouMean(namespace, AWS_NAMESPACES);
  const message = `got "${namespace}", must be a namespace whose resources can be found${near === undefined ? "" : `; did you mean ${near}?`}`;
  return [{ path, message, ...(near === undefined ? {} : { fix: nest(path, near) }) }];
}

function repeated(path: Path, all: readonly string[], key?: string): Finding[] {
  return all.flatMap((one, index) =>
    all.indexOf(one) === index
      ? []
      : [
          {
            path: [...path, index, ...(key === undefined ? [] : [key])],
            message: `got "${one}" a second time, must be listed once`,
          },
        ],
  );
}

function rareRuns(path: Path, exporter: ExporterConfig): Finding[] {
  if (exporter.type !== "bucket" || longestGap(exporter.schedule) <= RAREST_RUN) return [];
  const message = `got "${exporter.schedule}", must run at least every 3 days: what it pushed is remembered for a week`;
  return [{ path: [...path, "schedule"], message, fix: nest([...path, "schedule"], "17 3 * * *") }];
}

/** Two exporters of the same thing would fire twice. */
function asked(path: Path, exporter: ExporterConfig, same: readonly [string, ExporterConfig] | undefined): Finding[] {
  if (same === undefined) return [];
  const message = `asks the same ${exporter.type} as exporters.${same[0]}, must be asked once`;
  return [{ path, at: "key", message }];
}

function identity(exporter: ExporterConfig): string | undefined {
  switch (exporter.type) {
    case "postgresql":
    case "redis":
      return `${exporter.type} ${exporter.host}:${exporter.port}`;
    case "bucket":
      return `bucket ${exporter.endpoint ?? ""} ${exporter.bucket}`;
    default:
      return undefined;
  }
}

function noPushgateway(path: Path): Finding {
  return {
    path,
    at: "key",
    message: "needs the pushgateway, to which its job pushes: prometheus.pushgateway.enabled is false",
    fix: nest(["prometheus", "pushgateway", "enabled"], true),
  };
}

type BucketExporter = Extract<ClientConfig["exporters"][string], { type: "bucket" }>;

function placeless(path: Path, bucket: BucketExporter): Finding[] {
  return (["endpoint", "region"] as const)
    .filter((key) => bucket[key] === undefined)
    .map((key) => ({
      path: [...path, key],
      at: "key" as const,
      message: "is missing, must be given with a bucket outside DigitalOcean",
      fix: nest([...path, key], key === "endpoint" ? "https://s3.eu-central-1.amazonaws.com" : "eu-central-1"),
    }));
}
