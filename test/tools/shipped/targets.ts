import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { chartPin } from "../../../src/charts";
import type { ComponentName } from "../../../src/queries";

/** What lies beside the repository where it is developed: pages of real programs, charts as they are published. */
const SHARED = join(__dirname, "..", "..", "..", "..", "shared");
export const PAGES = join(SHARED, "data", "metrics");
/** Pages of programs whose metrics matter here alone: of each the lines that shipped queries ask for. */
const OWN_PAGES = join(__dirname, "pages");
const CHART = join(SHARED, "charts", "prometheus", chartPin("prometheus").version, "values.yaml");

/** Reasons why this cannot be tried here; none where it can. */
export function missing(): string | undefined {
  return [PAGES, CHART].filter((path) => !existsSync(path)).map((path) => `${path} is not there`)[0];
}

/** A page of a real program, and the Kubernetes object by which Prometheus finds it. */
export interface ReplayedProgram {
  readonly component: ComponentName;
  /** Start of the name of its page. */
  readonly page: string;
  readonly job: "kubernetes-pods" | "kubernetes-service-endpoints" | "kubernetes-api-servers" | "probes";
  readonly namespace?: string;
  /** Name of its pod, or of its Service. */
  readonly name?: string;
}

const OBSERVABILITY = "observability";

export const PROGRAMS: readonly ReplayedProgram[] = [
  pod("alertmanager", "alertmanager", OBSERVABILITY, "prometheus-alertmanager-0"),
  pod("blackbox", "blackbox", OBSERVABILITY, "blackbox-prometheus-blackbox-exporter-7c9d"),
  pod("keycloak", "keycloak", "identity", "keycloak-keycloakx-0"),
  pod("loki", "loki", OBSERVABILITY, "loki-0"),
  ...["compactor", "distributor", "ingester", "querier", "query-frontend", "query-scheduler", "store-gateway"].map(
    (part) => pod("mimir", `mimir-${part}`, OBSERVABILITY, `mimir-${part}-0`),
  ),
  pod("tempo", "tempo", OBSERVABILITY, "tempo-0"),
  pod("traefik", "traefik", "ingress", "traefik-5d8f"),
  service("kube-state-metrics", "kube-state-metrics", OBSERVABILITY, "prometheus-kube-state-metrics"),
  service("node-exporter", "node-exporter", "node-agents", "prometheus-prometheus-node-exporter"),
  { component: "apiserver", page: "kube-apiserver", job: "kubernetes-api-servers" },
  { component: "blackbox", page: "blackbox-probe", job: "probes" },
];

function pod(component: ComponentName, page: string, namespace: string, name: string): ReplayedProgram {
  return { component, page, job: "kubernetes-pods", namespace, name };
}

function service(component: ComponentName, page: string, namespace: string, name: string): ReplayedProgram {
  return { component, page, job: "kubernetes-service-endpoints", namespace, name };
}

/** The page of a program, whatever its version. */
export function pageOf({ page }: Pick<ReplayedProgram, "page">): string {
  const files = [PAGES, OWN_PAGES].flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  const file = files.find((path) => new RegExp(`^${page}-[rv]?\\d.*\\.prom$`).test(basename(path)));
  if (file === undefined) throw new Error(`got no page ${page}-VERSION.prom in ${PAGES}, must have one`);
  return readFileSync(file, "utf8");
}

interface ScrapeConfig {
  readonly honor_labels?: boolean;
  readonly relabel_configs?: readonly unknown[];
}

/** Jobs with the chart's own relabelling, over targets that look to it as Kubernetes would show them. */
export function scrapeConfigs(ports: ReadonlyMap<ReplayedProgram, number>): readonly object[] {
  const { scrapeConfigs: chart } = parse(readFileSync(CHART, "utf8")) as {
    readonly scrapeConfigs: Readonly<Record<string, ScrapeConfig>>;
  };
  const jobs = [...new Set(PROGRAMS.map(({ job }) => job))];
  return jobs.map((job) => {
    const { honor_labels, relabel_configs } = chart[job] ?? {};
    const targets = [...ports].filter(([program]) => program.job === job);
    return {
      job_name: job,
      honor_labels,
      relabel_configs,
      static_configs: targets.map(([program, port]) => ({
        targets: [`127.0.0.1:${port}`],
        labels: discovered(program, port),
      })),
    };
  });
}

/** Labels as discovery gives them; those of probes stand in our own job. */
function discovered({ job, namespace = "", name = "", component }: ReplayedProgram, port: number): object {
  switch (job) {
    case "kubernetes-pods":
      return {
        __meta_kubernetes_namespace: namespace,
        __meta_kubernetes_pod_name: name,
        __meta_kubernetes_pod_ip: "127.0.0.1",
        __meta_kubernetes_pod_phase: "Running",
        __meta_kubernetes_pod_node_name: "node-1",
        __meta_kubernetes_pod_annotation_prometheus_io_scrape: "true",
        __meta_kubernetes_pod_annotation_prometheus_io_port: String(port),
        __meta_kubernetes_pod_label_app_kubernetes_io_name: component,
      };
    case "kubernetes-service-endpoints":
      return {
        __meta_kubernetes_namespace: namespace,
        __meta_kubernetes_service_name: name,
        __meta_kubernetes_pod_node_name: "node-1",
        __meta_kubernetes_service_annotation_prometheus_io_scrape: "true",
        __meta_kubernetes_service_annotation_prometheus_io_port: String(port),
        __meta_kubernetes_service_label_app_kubernetes_io_name: component,
      };
    case "kubernetes-api-servers":
      return {
        __meta_kubernetes_namespace: "default",
        __meta_kubernetes_service_name: "kubernetes",
        __meta_kubernetes_endpointslice_port_name: "https",
      };
    case "probes":
      return { probe: "shop", instance: "https://shop.acme.dev/health" };
  }
}
