import { durationSeconds } from "../../quantity";
import { CHART_JOBS, EXPORTER_JOB, PROBE_JOB } from "../../scrape-jobs";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import type { RemoteWriteConfig, ScrapeJobConfig } from "../schema/scrape";
import type { Path } from "../source/tree";
import { defineRule } from "./rule";

/** Scrape jobs that Prometheus would refuse, merge, or lose series of. */
export const scrapeJobs = defineRule({
  needs: ["prometheus"],
  check({ prometheus: { scrape } }): Finding[] {
    return Object.entries(scrape).flatMap(([key, job]) => {
      const path = ["prometheus", "scrape", key];
      return [
        ...taken(path, key),
        ...oneSource(path, job),
        ...repeated(path, job),
        ...ports(path, job),
        ...tooRare(path, job),
        ...oneWayIn(path, job),
        ...inPlainText(path, job),
      ];
    });
  },
});

function taken(path: Path, key: string): Finding[] {
  const whose = owner(key);
  if (whose === undefined) return [];
  return [{ path, at: "key", message: `got "${key}", which is ${whose}; must be a name of its own` }];
}

function owner(job: string): string | undefined {
  if (job === PROBE_JOB) return "the job of the config's probes";
  if (job === EXPORTER_JOB) return "the job of the config's exporters";
  return CHART_JOBS.includes(job) ? "a job of the chart" : undefined;
}

function oneSource(path: Path, { targets, pods }: ScrapeJobConfig): Finding[] {
  if ((targets === undefined) !== (pods === undefined)) return [];
  const fix = nest([...path, "targets"], ["db1.example.com:9100"]);
  if (targets === undefined)
    return [{ path, at: "key", message: "has nothing to scrape, must have targets or pods", fix }];
  return [{ path: [...path, "pods"], at: "key", message: "got pods beside targets, must be one of them" }];
}

function repeated(path: Path, { targets = [] }: ScrapeJobConfig): Finding[] {
  return targets.flatMap((target, index) =>
    targets.indexOf(target) === index
      ? []
      : [{ path: [...path, "targets", index], message: `got "${target}" a second time, must be listed once` }],
  );
}

function ports(path: Path, { targets = [] }: ScrapeJobConfig): Finding[] {
  return targets.flatMap((target, index) =>
    portOf(target) <= 65_535
      ? []
      : [{ path: [...path, "targets", index], message: `got the port ${portOf(target)}, must be at most 65535` }],
  );
}

function portOf(target: string): number {
  return Number(target.slice(target.lastIndexOf(":") + 1));
}

function tooRare(path: Path, { interval }: ScrapeJobConfig): Finding[] {
  if (interval === undefined || durationSeconds(interval) <= 120) return [];
  return [
    {
      path: [...path, "interval"],
      message: `got "${interval}", must be at most 2m: a series goes stale after 5m, and one missed scrape must not do that`,
      fix: nest([...path, "interval"], "2m"),
    },
  ];
}

function oneWayIn(path: Path, { basicAuth, token }: Pick<ScrapeJobConfig, "basicAuth" | "token">): Finding[] {
  if (basicAuth === undefined || token === undefined) return [];
  return [{ path: [...path, "token"], at: "key", message: "got token beside basicAuth, must be one of them" }];
}

function inPlainText(path: Path, { scheme, basicAuth, token, targets }: ScrapeJobConfig): Finding[] {
  if (scheme === "https" || targets === undefined || (basicAuth === undefined && token === undefined)) return [];
  return [
    {
      path,
      at: "key",
      message: "sends its secret in plain text to hosts outside the cluster",
      fix: nest([...path, "scheme"], "https"),
      severity: "warning",
    },
  ];
}

/** What remote write would refuse at its start, or never send. */
export const remoteWrites = defineRule({
  needs: ["prometheus"],
  check({ prometheus: { remoteWrite } }): Finding[] {
    return remoteWrite.flatMap((one, index) => {
      const path = ["prometheus", "remoteWrite", index];
      const before = remoteWrite.slice(0, index).some(({ name }) => name === one.name);
      return [
        ...(before
          ? [{ path: [...path, "name"], message: `got "${one.name}" a second time, must be a name of its own` }]
          : []),
        ...oneWayIn(path, one),
        ...oneFilter(path, one),
        ...withoutUser(path, one),
        ...roomForARequest(path, one),
      ];
    });
  },
});

function withoutUser(path: Path, { url }: RemoteWriteConfig): Finding[] {
  const { username, password } = new URL(url);
  if (username === "" && password === "") return [];
  return [{ path: [...path, "url"], message: "got an address with a user or password in it, must be one without" }];
}

function oneFilter(path: Path, { keep, drop }: RemoteWriteConfig): Finding[] {
  if (keep === undefined || drop === undefined) return [];
  return [{ path: [...path, "drop"], at: "key", message: "got drop beside keep, must be one of them" }];
}

/** A queue from which no full request can be made. */
export function roomForARequest(
  path: Path,
  { queue: { capacity, maxSamplesPerSend } }: Pick<RemoteWriteConfig, "queue">,
): Finding[] {
  if (capacity >= maxSamplesPerSend) return [];
  return [
    {
      path: [...path, "queue"],
      message: `got a capacity of ${capacity}, must be at least maxSamplesPerSend, ${maxSamplesPerSend}: no request would ever be full`,
    },
  ];
}
