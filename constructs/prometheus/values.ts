import type { RuleFile } from "../../src/alert";
import { scrapeAnnotations } from "../../src/charts";
import type { Relabelling } from "../../src/managed-tokens/relabel";
import { quantityBytes } from "../../src/quantity";
import { EXPORTER_JOB, PROBE_JOB, PUSHGATEWAY_JOB } from "../../src/scrape-jobs";
import { sizedValues } from "../../src/sizing/containers";
import type { Size } from "../../src/sizing/profiles";
import type { ExporterTarget } from "../exporter";
import type { SecretMount } from "../secret-files";
import { exporterConfig } from "./exporter-job";
import { type ProbedBy, probeConfig } from "./probe-job";
import { type RemoteWrite, remoteWriteConfig } from "./remote-write";
import { type ScrapeJob, scrapeConfig } from "./scrape-job";

/** Share of the volume that samples may fill: the write-ahead log and compaction need the rest. */
const FILL = 0.8;
const MEBIBYTE = 1024 * 1024;

export interface PrometheusValuesProps {
  /** What containers ask for. @default small */
  readonly size?: Size | undefined;
  /** How long samples are kept, such as `15d`. */
  readonly retention: string;
  /** Volume of the samples, such as `8Gi`. */
  readonly volume: string;
  /** How often targets are scraped and rules evaluated, such as `30s`. */
  readonly scrapeInterval: string;
  /** Labels of every series and alert that leaves this Prometheus. */
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly alertmanager: {
    /** Volume of silences and the notification log. */
    readonly volume: string;
    /** Its configuration: global, route, receivers. */
    readonly config: Readonly<Record<string, unknown>>;
    /** Secrets that the configuration reads as files. */
    readonly secretMounts: readonly SecretMount[];
  };
  /** Volume of the pushgateway, on which pushed metrics outlive a restart. @default - no pushgateway */
  readonly pushgateway?: { readonly volume: string } | undefined;
  /** Take samples that others write: by remote write, with exemplars, and by OTLP. @default false */
  readonly writable?: boolean | undefined;
  /** Scrape jobs beside those of the chart. @default - none */
  readonly scrape?: readonly ScrapeJob[];
  /** Labels that pushed series get of others that they have. @default - none */
  readonly pushedRelabelling?: readonly Relabelling[] | undefined;
  /** What is asked by the clock, and what asks it. @default - nothing */
  readonly probed?: ProbedBy | undefined;
  /** Servers elsewhere, by what tells of them. @default - none */
  readonly exporters?: readonly ExporterTarget[];
  /** Stores that get every sample too. @default - none */
  readonly remoteWrite?: readonly RemoteWrite[];
  /** What is evaluated at each interval. Without alerts, those of Grafana are the platform's. @default - nothing */
  readonly rules?: { readonly alerting: RuleFile; readonly recording: RuleFile } | undefined;
  /** Secrets that these read as files. @default - none */
  readonly secretMounts?: readonly SecretMount[];
  /** Namespace of the node exporter, which needs the Pod Security level privileged. */
  readonly nodeAgentsNamespace: string;
  /** PriorityClass of the node exporter, which can stand nowhere but on its node. @default - that of all pods */
  readonly nodeAgentsPriorityClass?: string | undefined;
  /** @default - the cluster's default class */
  readonly storageClass?: string | undefined;
}

/** Where the pushgateway's volume is mounted. */
const PUSHED = "/data";

/** What Pod Security `restricted` asks of a container and the chart leaves out. Each of them writes to its volume alone. */
const CONTAINER = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, readOnlyRootFilesystem: true };
const POD = { seccompProfile: { type: "RuntimeDefault" } };

/** Helm values of Prometheus, Alertmanager, pushgateway, kube-state-metrics and node exporter. */
export function prometheusValues(props: PrometheusValuesProps): Record<string, unknown> {
  const sizes = sizedValues("prometheus", props.size) as Record<string, Record<string, unknown>>;
  return {
    ...sizes,
    server: { ...sizes.server, ...server(props) },
    configmapReload: {
      prometheus: { ...(sizes.configmapReload?.prometheus as object), containerSecurityContext: CONTAINER },
    },
    ...scrapeConfigs(props),
    ...ruleFiles(props),
    alertmanager: { ...sizes.alertmanager, ...alertmanager(props) },
    "prometheus-pushgateway": { ...sizes["prometheus-pushgateway"], ...pushgateway(props) },
    "prometheus-node-exporter": { ...sizes["prometheus-node-exporter"], ...nodeExporter(props) },
  };
}

function nodeExporter({ nodeAgentsNamespace, nodeAgentsPriorityClass }: PrometheusValuesProps) {
  return {
    namespaceOverride: nodeAgentsNamespace,
    containerSecurityContext: CONTAINER,
    ...(nodeAgentsPriorityClass === undefined ? {} : { priorityClassName: nodeAgentsPriorityClass }),
  };
}

function server(props: PrometheusValuesProps) {
  const { secretMounts = [] } = props;
  return {
    retention: props.retention,
    retentionSize: `${Math.floor((quantityBytes(props.volume) * FILL) / MEBIBYTE)}MB`,
    persistentVolume: { size: props.volume, ...storageClass(props) },
    global: {
      scrape_interval: props.scrapeInterval,
      evaluation_interval: props.scrapeInterval,
      external_labels: { ...props.externalLabels },
    },
    ...(props.writable ? WRITABLE : {}),
    ...remoteWrites(props),
    ...(secretMounts.length === 0 ? {} : { extraSecretMounts: mounts(secretMounts) }),
    securityContext: POD,
    containerSecurityContext: CONTAINER,
  };
}

function remoteWrites({ remoteWrite = [], writable = false }: PrometheusValuesProps) {
  return remoteWrite.length === 0 ? {} : { remoteWrite: remoteWrite.map((one) => remoteWriteConfig(one, writable)) };
}

function scrapeConfigs({ scrape = [], probed, exporters = [], pushedRelabelling = [] }: PrometheusValuesProps) {
  const jobs = [
    ...(pushedRelabelling.length === 0
      ? []
      : [[PUSHGATEWAY_JOB, { metric_relabel_configs: [...pushedRelabelling] }] as const]),
    ...scrape.map((job) => [job.name, scrapeConfig(job)] as const),
    ...(probed === undefined ? [] : [[PROBE_JOB, probeConfig(probed)] as const]),
    ...(exporters.length === 0 ? [] : [[EXPORTER_JOB, exporterConfig(exporters)] as const]),
  ];
  return jobs.length === 0 ? {} : { scrapeConfigs: Object.fromEntries(jobs) };
}

/** The chart puts them into its ConfigMap as they are: no template of theirs is read by Helm. */
function ruleFiles({ rules }: PrometheusValuesProps) {
  const files = Object.entries({ "alerting_rules.yml": rules?.alerting, "recording_rules.yml": rules?.recording });
  const filled = files.filter(([, file]) => file !== undefined && file.groups.length > 0);
  if (filled.length === 0) return {};
  return { serverFiles: Object.fromEntries(filled) };
}

function mounts(secretMounts: readonly SecretMount[]) {
  return secretMounts.map(({ name, path, secret }) => ({
    name,
    mountPath: path,
    secretName: secret,
    subPath: "",
    readOnly: true,
  }));
}

const WRITABLE = {
  // A list of ours replaces the chart's, whose one flag lets the reloader reload.
  extraFlags: ["web.enable-lifecycle", "web.enable-remote-write-receiver", "web.enable-otlp-receiver"],
  extraArgs: { "enable-feature": "exemplar-storage" },
  exemplars: { max_exemplars: 100_000 },
  // What several senders write arrives late and not in order.
  tsdb: { out_of_order_time_window: "30m" },
  otlp: {
    keep_identifying_resource_attributes: true,
    promote_resource_attributes: ["k8s.namespace.name", "k8s.pod.name", "service.name", "service.version"],
  },
};

function alertmanager(props: PrometheusValuesProps) {
  return {
    config: props.alertmanager.config,
    extraSecretMounts: mounts(props.alertmanager.secretMounts),
    persistence: { size: props.alertmanager.volume, ...storageClass(props) },
    podAnnotations: scrapeAnnotations("prometheus", "alertmanager"),
    automountServiceAccountToken: false,
    podSecurityContext: POD,
    securityContext: CONTAINER,
  };
}

function pushgateway(props: PrometheusValuesProps) {
  if (props.pushgateway === undefined) return { enabled: false };
  return {
    persistentVolume: { enabled: true, mountPath: PUSHED, size: props.pushgateway.volume, ...storageClass(props) },
    // The chart mounts the volume, and leaves the gateway to keep everything in memory.
    extraArgs: [`--persistence.file=${PUSHED}/pushed`],
    automountServiceAccountToken: false,
    securityContext: POD,
    containerSecurityContext: CONTAINER,
  };
}

function storageClass(props: PrometheusValuesProps) {
  return props.storageClass === undefined ? {} : { storageClass: props.storageClass };
}
