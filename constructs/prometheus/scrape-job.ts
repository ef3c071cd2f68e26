import { type Pods, toHost, type Wire } from "../../src/network";

/** How a request shows who it is from: secrets are files of the server's container. */
export type Credentials = { readonly user: string; readonly passwordFile: string } | { readonly tokenFile: string };

/** Pods that are scraped without annotations of their own. */
export interface ScrapedPods {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly port: number;
}

/** A scrape job beside those of the chart. */
export interface ScrapeJob {
  readonly name: string;
  readonly source: { readonly targets: readonly string[] } | { readonly pods: ScrapedPods };
  readonly scheme: "http" | "https";
  readonly path: string;
  /** @default - the interval of all */
  readonly interval?: string | undefined;
  /** Labels of every series. */
  readonly labels: Readonly<Record<string, string>>;
  /** @default - none are asked for */
  readonly credentials?: Credentials | undefined;
}

/** A job as the chart's map of scrape configs takes it. */
export function scrapeConfig({ name, source, ...job }: ScrapeJob): Record<string, unknown> {
  return {
    // The chart writes it without quotes: `null` or `true` would be no text.
    job_name: JSON.stringify(name),
    scheme: job.scheme,
    metrics_path: job.path,
    ...(job.interval === undefined ? {} : { scrape_interval: job.interval }),
    ...(job.credentials === undefined ? {} : authorization(job.credentials)),
    ...("targets" in source ? hosts(source.targets, job.labels) : pods(source.pods, job.labels)),
  };
}

/** How Prometheus is told of credentials, for reading and for writing alike. */
export function authorization(credentials: Credentials): Record<string, unknown> {
  return "tokenFile" in credentials
    ? { authorization: { type: "Bearer", credentials_file: credentials.tokenFile } }
    : { basic_auth: { username: credentials.user, password_file: credentials.passwordFile } };
}

/** The wires to a job's hosts. Pods are reached as it is: any may ask to be scraped. */
export function scrapeWires(from: Pods, { source }: ScrapeJob): readonly Wire[] {
  if ("pods" in source) return [];
  return source.targets.map((target) => {
    const colon = target.lastIndexOf(":");
    return toHost(from, target.slice(0, colon), Number(target.slice(colon + 1)));
  });
}

function hosts(targets: readonly string[], labels: Readonly<Record<string, string>>) {
  return { static_configs: [{ targets: [...targets], ...(Object.keys(labels).length === 0 ? {} : { labels }) }] };
}

function pods({ namespace, labels: selector, port }: ScrapedPods, labels: Readonly<Record<string, string>>) {
  const label = Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
  return {
    kubernetes_sd_configs: [{ role: "pod", namespaces: { names: [namespace] }, selectors: [{ role: "pod", label }] }],
    relabel_configs: [
      { source_labels: ["__meta_kubernetes_pod_phase"], regex: "Pending|Succeeded|Failed|Completed", action: "drop" },
      // One target for each port of a pod: with the same address they are one.
      { source_labels: ["__meta_kubernetes_pod_ip"], target_label: "__address__", replacement: `$1:${port}` },
      ...["namespace", "pod_name", "pod_node_name"].map((meta) => ({
        source_labels: [`__meta_kubernetes_${meta}`],
        target_label: meta.replace("pod_node_name", "node").replace("pod_name", "pod"),
      })),
      ...Object.entries(labels).map(([target_label, value]) => ({
        target_label,
        replacement: value.replaceAll("$", () => "$$"),
      })),
    ],
  };
}
