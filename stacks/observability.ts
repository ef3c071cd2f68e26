import type { Construct } from "constructs";
import { alertGroups } from "../alerts";
import { Alloy } from "../constructs/alloy";
import { Grafana, type ProvisionedFile } from "../constructs/grafana";
import { ADMIN_USER_KEY } from "../constructs/grafana/values";
import { type LogBucket, Loki } from "../constructs/loki";
import { Prometheus } from "../constructs/prometheus";
import { type SecretFiles, secretFiles } from "../constructs/secret-files";
import { dashboards } from "../dashboards";
import { type ContactPoint, toAlertmanagerConfig, toGrafanaContactPoints, toGrafanaRules } from "../src/alert";
import type { ClientConfig } from "../src/config";
import { renderDashboard } from "../src/dashboard";
import { addClusterProviders, type Dependable, Stack, secrets } from "../src/terraform";
import { logStore } from "./buckets";
import { NAMESPACES } from "./names";
import { accessOf, backendOf, clusterNameOf, storageClassOf, tenantOf } from "./settings";

const namespace = NAMESPACES.observability;

export interface ObservabilityStackProps {
  /** Class of the Ingresses that the gateway serves. */
  readonly ingressClass: string;
}

/** Contact points as both engines take them, and what their pods need for it. */
interface Contacts {
  readonly points: readonly ContactPoint[];
  readonly mounts: SecretFiles["mounts"];
  readonly made: readonly Dependable[];
}

/** Metrics, logs, and what people see of them. */
export class ObservabilityStack extends Stack {
  readonly grafana: Grafana;

  constructor(scope: Construct, config: ClientConfig, props: ObservabilityStackProps) {
    super(scope, { client: config.client, kind: "observability", backend: backendOf(config) });
    addClusterProviders(this, accessOf(config));
    const contacts = this.makeContacts(config);
    const prometheus = this.makePrometheus(config, contacts);
    const loki = this.makeLoki(config);
    new Alloy(this, "alloy", {
      namespace,
      logs: loki.destination,
      mirror: config.charts.mirror,
      overrides: config.alloy.values,
    });
    this.grafana = this.makeGrafana(config, props, contacts, prometheus, loki);
  }

  private makeContacts({ alerts }: ClientConfig): Contacts {
    const points = Object.entries(alerts.contactPoints);
    const sources = points.map(
      ([name, point]) => [name, "slack" in point ? point.slack.webhook : point.webhook.url] as const,
    );
    const { refs, made } = secrets(this, "contact-points", {
      namespace,
      name: "contact-points",
      sources: Object.fromEntries(sources),
    });
    const { mounts, paths } = secretFiles(refs);
    return {
      mounts,
      made,
      points: points.map(([name, point]) => ({
        name,
        kind: "slack" in point ? ("slack" as const) : ("webhook" as const),
        secretFile: paths[name] as string,
        ...("slack" in point && point.slack.channel !== undefined ? { channel: point.slack.channel } : {}),
      })),
    };
  }

  private makePrometheus(config: ClientConfig, contacts: Contacts): Prometheus {
    const { prometheus, alerts } = config;
    return new Prometheus(this, "prometheus", {
      after: contacts.made,
      namespace,
      retention: prometheus.retention,
      volume: prometheus.volume,
      scrapeInterval: prometheus.scrapeInterval,
      externalLabels: { client: config.client, cluster: clusterNameOf(config), environment: config.environment },
      alertmanager: {
        volume: prometheus.alertmanager.volume,
        config: toAlertmanagerConfig(contacts.points, alerts.routes),
        secretMounts: contacts.mounts,
      },
      pushgateway: prometheus.pushgateway.enabled ? { volume: prometheus.pushgateway.volume } : undefined,
      nodeAgentsNamespace: NAMESPACES.nodeAgents,
      storageClass: storageClassOf(config),
      mirror: config.charts.mirror,
      overrides: prometheus.values,
    });
  }

  private makeLoki(config: ClientConfig): Loki {
    const { loki } = config;
    const bucket = this.makeLogBucket(config);
    return new Loki(this, "loki", {
      after: bucket?.made ?? [],
      namespace,
      tenant: tenantOf(config),
      retention: loki.retention,
      volume: loki.volume,
      schemaFrom: loki.schemaFrom,
      bucket,
      storageClass: storageClassOf(config),
      mirror: config.charts.mirror,
      overrides: loki.values,
    });
  }

  private makeLogBucket(config: ClientConfig): (LogBucket & { readonly made: readonly Dependable[] }) | undefined {
    const { bucket, pathStyle, credentials } = config.loki;
    if (bucket === undefined) return undefined;
    const { refs, made } = secrets(this, "loki-bucket", { namespace, name: "loki-bucket", sources: credentials });
    return { name: bucket, ...logStore(config, bucket), pathStyle, ...refs, made };
  }

  private makeGrafana(
    config: ClientConfig,
    props: ObservabilityStackProps,
    contacts: Contacts,
    prometheus: Prometheus,
    loki: Loki,
  ): Grafana {
    const { grafana, ingress } = config;
    const { refs, made } = secrets(this, "grafana-admin", {
      namespace,
      name: "grafana-admin",
      sources: { "admin-password": grafana.adminPassword },
      plain: { [ADMIN_USER_KEY]: "admin" },
    });
    return new Grafana(this, "grafana", {
      after: [...contacts.made, ...made],
      namespace,
      host: grafana.host,
      ingressClass: props.ingressClass,
      tlsSecret: ingress.certificates.secret,
      volume: grafana.volume,
      admin: refs["admin-password"],
      secretMounts: contacts.mounts,
      storageClass: storageClassOf(config),
      datasources: [prometheus.datasource, prometheus.alertmanagerDatasource, loki.datasource],
      files: grafanaFiles(config, contacts, prometheus, loki),
      mirror: config.charts.mirror,
      overrides: grafana.values,
    });
  }
}

/** Dashboards, alert rules and contact points, as Grafana's sidecars collect them. */
function grafanaFiles(
  config: ClientConfig,
  contacts: Contacts,
  prometheus: Prometheus,
  loki: Loki,
): readonly Omit<ProvisionedFile, "namespace">[] {
  const context = { prometheus: prometheus.datasource, loki: loki.datasource };
  return [
    ...dashboards.map((dashboard) => ({
      kind: "dashboards" as const,
      name: dashboard.uid,
      folder: dashboard.folder,
      content: renderDashboard(dashboard, context),
    })),
    { kind: "alerts", name: "rules", content: toGrafanaRules(alertGroups, { prometheus: prometheus.datasource }) },
    { kind: "alerts", name: "contact-points", content: toGrafanaContactPoints(contacts.points, config.alerts.routes) },
  ];
}
