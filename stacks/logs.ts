import type { Construct } from "constructs";
import { Alloy, EventCollector, JournalReader } from "../constructs/alloy";
import { type LogBucket, type LogRuler, Loki, type LokiProps } from "../constructs/loki";
import type { Prometheus } from "../constructs/prometheus";
import type { ClientConfig } from "../src/config";
import type { Pods } from "../src/network";
import { type Dependable, secrets } from "../src/terraform";
import { storeOf } from "./buckets";
import { NAMESPACES } from "./names";
import { logBucket } from "./secret-sets";
import { agentsPriorityOf, externalLabelsOf, storageClassOf, tenantOf } from "./settings";

const namespace = NAMESPACES.observability;

export interface LogsProps {
  /** What scrapes them, and whose Alertmanager is told of what rules find. */
  readonly prometheus: Prometheus;
  /** Files of rules over logs, by name. @default - none */
  readonly rules?: LogRuler["rules"] | undefined;
}

/** The store of the logs, and the agents that write to it. */
export function makeLogs(scope: Construct, config: ClientConfig, props: LogsProps): Loki {
  const scrapedBy = props.prometheus.query.backend.pods;
  const loki = makeLoki(scope, config, { scrapedBy, ruler: rulerOf(config, props) });
  makeAgents(scope, config, loki, scrapedBy);
  return loki;
}

/** Its alerts have the labels of Prometheus' own. */
function rulerOf(config: ClientConfig, { prometheus, rules = {} }: LogsProps): LogRuler | undefined {
  if (Object.keys(rules).length === 0) return undefined;
  return {
    rules,
    alertmanager: prometheus.alertmanager,
    evaluationInterval: config.loki.ruler.evaluationInterval,
    externalLabels: externalLabelsOf(config),
    grafanaUrl: `https://${config.grafana.host}`,
  };
}

function makeLoki(scope: Construct, config: ClientConfig, wired: Pick<LokiProps, "scrapedBy" | "ruler">): Loki {
  const { loki } = config;
  const bucket = makeBucket(scope, config);
  return new Loki(scope, "loki", {
    after: bucket?.made ?? [],
    namespace,
    chart: loki.chart,
    tenant: tenantOf(config),
    takesAll: config.managedTokens !== undefined && config.managedTokens.loki.host === undefined,
    retention: loki.retention,
    retentionByStream: loki.retentionByStream,
    limits: loki.limits,
    volume: loki.volume,
    schemaFrom: loki.schemaFrom,
    bucket,
    replicas: loki.profile === "scalable" ? loki.replicas : undefined,
    ...wired,
    storageClass: storageClassOf(config),
    size: config.size,
    mirror: config.charts.mirror,
    images: config.images,
    overrides: loki.values,
  });
}

type MadeBucket = LogBucket & { readonly made: readonly Dependable[] };

function makeBucket(scope: Construct, config: ClientConfig): MadeBucket | undefined {
  const { bucket: name, pathStyle, probe } = config.loki;
  if (name === undefined) return undefined;
  const { refs, made } = secrets(scope, "loki-bucket", logBucket(config));
  const bucket = { name, ...storeOf(config, name, config.loki), pathStyle, ...refs };
  if (!probe) return { ...bucket, made };
  // Loaded by those who have a bucket.
  const { BucketProbe } = require("../constructs/bucket-probe") as typeof import("../constructs/bucket-probe");
  const { passed } = new BucketProbe(scope, "loki-bucket-probe", {
    after: made,
    namespace,
    program: "loki",
    bucket,
    images: config.images,
  });
  return { ...bucket, made: [...made, passed] };
}

function makeAgents(scope: Construct, config: ClientConfig, loki: Loki, scrapedBy: Pods): void {
  const {
    alloy,
    charts: { mirror },
    images,
    size,
  } = config;
  const priorityClass = agentsPriorityOf(config);
  const common = { namespace, mirror, images, size, logs: loki.destination, push: alloy.push, scrapedBy };
  const { pods, events, journal } = alloy;
  new Alloy(scope, "alloy", { ...common, priorityClass, pods, overrides: alloy.values });
  if (events.enabled) new EventCollector(scope, "alloy-events", { ...common, overrides: events.values });
  if (!journal.enabled) return;
  const { path, maxAge, values: overrides } = journal;
  new JournalReader(scope, "alloy-journal", {
    ...common,
    priorityClass,
    namespace: NAMESPACES.nodeAgents,
    path,
    maxAge,
    overrides,
  });
}
