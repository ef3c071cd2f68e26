import type { SampleDestination } from "../constructs/mimir/mimir";
import type { Credentials, RemoteWrite, ScrapeJob } from "../constructs/prometheus";
import type { ClientConfig, SecretSource } from "../src/config";
import type { MimirConfig } from "../src/config/schema/mimir";
import type { RemoteWriteConfig, ScrapeJobConfig } from "../src/config/schema/scrape";

type WayIn = Pick<RemoteWriteConfig | ScrapeJobConfig, "basicAuth" | "token">;

/** Secrets of scrape jobs and remote writes, by the key that they get in their Secret. */
export function scrapeSecrets({ prometheus }: ClientConfig): Readonly<Record<string, SecretSource>> {
  const all: readonly (readonly [key: string, wayIn: WayIn])[] = [
    ...Object.entries(prometheus.scrape).map(([name, job]) => [scrapeKey(name), job] as const),
    ...prometheus.remoteWrite.map((to) => [writeKey(to.name), to] as const),
  ];
  return Object.fromEntries(
    all.flatMap(([key, { basicAuth, token }]) => {
      const source = basicAuth?.password ?? token;
      return source === undefined ? [] : [[key, source]];
    }),
  );
}

/** The config's scrape jobs, with the paths of their secrets. */
export function scrapeJobsOf(
  { prometheus }: ClientConfig,
  paths: Readonly<Record<string, string>>,
): readonly ScrapeJob[] {
  return Object.entries(prometheus.scrape).map(([name, { targets, pods, ...job }]) => ({
    name,
    source: pods === undefined ? { targets: targets ?? [] } : { pods },
    scheme: job.scheme,
    path: job.path,
    interval: job.interval,
    labels: job.labels,
    credentials: credentials(job, paths[scrapeKey(name)]),
  }));
}

/** The config's remote writes, with the paths of their secrets. */
export function remoteWritesOf(
  { prometheus }: ClientConfig,
  paths: Readonly<Record<string, string>>,
): readonly RemoteWrite[] {
  return prometheus.remoteWrite.map(({ name, url, tenant, queue, keep, drop, ...wayIn }) => ({
    name,
    url,
    tenant,
    queue,
    keep,
    drop,
    credentials: credentials(wayIn, paths[writeKey(name)]),
  }));
}

/** The remote write to the platform's own Mimir. */
export function mimirWrite({ push, tenant }: SampleDestination, { queue }: Pick<MimirConfig, "queue">): RemoteWrite {
  return { name: "mimir", url: push.url, endpoint: push, tenant, queue, waitsForLimits: true };
}

function credentials({ basicAuth }: WayIn, file: string | undefined): Credentials | undefined {
  if (file === undefined) return undefined;
  return basicAuth === undefined ? { tokenFile: file } : { user: basicAuth.user, passwordFile: file };
}

function scrapeKey(name: string): string {
  return `scrape.${name}`;
}

function writeKey(name: string): string {
  return `write.${name}`;
}
