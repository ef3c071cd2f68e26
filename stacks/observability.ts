import type { Construct } from "constructs";
import { type CertificateSource, Certificates } from "../constructs/certificates";
import { Grafana, type GrafanaProps, signOnIni } from "../constructs/grafana";
import type { Loki } from "../constructs/loki";
import { Prometheus, type PrometheusProps } from "../constructs/prometheus";
import { type SecretFiles, secretFiles } from "../constructs/secret-files";
import type { Traefik } from "../constructs/traefik";
import { type ContactPoint, toAlertmanagerConfig, toGrafanaContactPoints } from "../src/alert";
import type { ClientConfig } from "../src/config";
import { addClusterProviders, type Backend, type Dependable, Stack, secrets } from "../src/terraform";
import { type Datasources, makeDatasources } from "./datasources";
import { hostsIn } from "./hosts";
import { makeLogs } from "./logs";
import { NAMESPACES } from "./names";
import { makeBlackbox } from "./probes";
import { makeRecords } from "./records";
import { remoteWritesOf, scrapeJobsOf } from "./scrape";
import { contactPoints, grafanaAdmin, grafanaSignOn, prometheusSecrets } from "./secret-sets";
import { accessOf, backendOf, externalLabelsOf, storageClassOf } from "./settings";
import type { GrafanaFile } from "./shipped-files";
import { addressesOf, signOnOf } from "./sign-on";
import type { Tracing } from "./tracing";
import { wire } from "./wiring";

const namespace = NAMESPACES.observability;

export interface ObservabilityStackProps {
  /** What serves the hosts. */
  readonly gateway: Pick<Traefik, "ingressClass" | "service" | "gateway">;
  readonly certificates: CertificateSource;
  /** What the platform's pods tell of themselves. */
  readonly targets: readonly Backend[];
  /** Dashboards and alert rules. */
  readonly files: readonly GrafanaFile[];
  /** Files of rules that Loki evaluates, by name. @default - none */
  readonly logRules?: Readonly<Record<string, string>> | undefined;
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
    const blackbox = makeBlackbox(this, config, props.gateway.gateway);
    const targets = [...props.targets, ...(blackbox === undefined ? [] : [blackbox.metrics])];
    const prometheus = this.makePrometheus(config, contacts, { targets, probed: blackbox?.probed });
    const scrapedBy = prometheus.query.backend.pods;
    const loki = makeLogs(this, config, { prometheus, rules: props.logRules });
    const tracing = this.makeTracing(config, prometheus, loki);
    const records = makeRecords(this, config, props.gateway.service);
    const certificates = this.makeCertificates(config, props, records);
    if (config.identity?.provider === "keycloak") {
      // Loaded by those who have one.
      const { makeKeycloak } = require("./keycloak") as typeof import("./keycloak");
      makeKeycloak(this, config, config.identity, { ...props, after: records, scrapedBy });
    }
    this.grafana = this.makeGrafana(
      config,
      {
        ingressClass: props.gateway.ingressClass,
        tlsSecret: certificates.secretFor(config.grafana.host),
        files: props.files,
        gateway: props.gateway.gateway,
        scrapedBy,
      },
      contacts,
      makeDatasources(this, config, {
        metrics: prometheus.datasource,
        alerts: prometheus.alertmanagerDatasource,
        logs: loki.datasource,
        traces: tracing?.tempo.datasource,
      }),
    );
    wire(this, config, "observability");
  }

  private makeCertificates(
    config: ClientConfig,
    { certificates }: ObservabilityStackProps,
    records: readonly Dependable[],
  ): Certificates {
    return new Certificates(this, "certificates", {
      // Let's Encrypt remembers a name that it did not find.
      after: records,
      namespace,
      hosts: hostsIn(config, namespace),
      source: certificates,
    });
  }

  private makeContacts(config: ClientConfig): Contacts {
    const { refs, made } = secrets(this, "contact-points", contactPoints(config));
    const { mounts, paths } = secretFiles(refs);
    return {
      mounts,
      made,
      points: Object.entries(config.alerts.contactPoints).map(([name, point]) => ({
        name,
        kind: "slack" in point ? ("slack" as const) : ("webhook" as const),
        secretFile: paths[name] as string,
        ...("slack" in point && point.slack.channel !== undefined ? { channel: point.slack.channel } : {}),
      })),
    };
  }

  private makePrometheus(
    config: ClientConfig,
    contacts: Contacts,
    watched: Pick<PrometheusProps, "targets" | "probed">,
  ): Prometheus {
    const { prometheus, alerts } = config;
    const credentials = secrets(this, "prometheus-credentials", prometheusSecrets(config));
    const files = secretFiles(credentials.refs);
    return new Prometheus(this, "prometheus", {
      after: [...contacts.made, ...credentials.made],
      namespace,
      retention: prometheus.retention,
      volume: prometheus.volume,
      scrapeInterval: prometheus.scrapeInterval,
      externalLabels: externalLabelsOf(config),
      alertmanager: {
        volume: prometheus.alertmanager.volume,
        config: toAlertmanagerConfig(contacts.points, alerts.routes),
        secretMounts: contacts.mounts,
      },
      writable: config.tracing !== undefined,
      pushgateway: prometheus.pushgateway.enabled ? { volume: prometheus.pushgateway.volume } : undefined,
      scrape: scrapeJobsOf(config, files.paths),
      remoteWrite: remoteWritesOf(config, files.paths),
      secretMounts: files.mounts,
      ...watched,
      pushers: prometheus.pushgateway.namespaces,
      notificationPorts: config.network.notificationPorts,
      nodeAgentsNamespace: NAMESPACES.nodeAgents,
      storageClass: storageClassOf(config),
      size: config.size,
      mirror: config.charts.mirror,
      images: config.images,
      overrides: prometheus.values,
    });
  }

  private makeTracing(config: ClientConfig, prometheus: Prometheus, loki: Loki): Tracing | undefined {
    if (config.tracing === undefined) return undefined;
    // Loaded by those who have it: most have not.
    const { makeTracing } = require("./tracing") as typeof import("./tracing");
    return makeTracing(this, config, config.tracing, { prometheus, loki });
  }

  private makeGrafana(
    config: ClientConfig,
    front: Pick<GrafanaProps, "ingressClass" | "tlsSecret" | "files" | "gateway" | "scrapedBy">,
    contacts: Contacts,
    datasources: Datasources,
  ): Grafana {
    const { grafana, alerts } = config;
    const { refs, made } = secrets(this, "grafana-admin", grafanaAdmin(config));
    const signOn = this.makeSignOn(config);
    return new Grafana(this, "grafana", {
      after: [...contacts.made, ...made, ...datasources.made, ...(signOn?.made ?? [])],
      namespace,
      host: grafana.host,
      ...front,
      volume: grafana.volume,
      admin: refs["admin-password"],
      signOn: signOn?.ini,
      signOnUrls: signOn?.urls,
      notificationPorts: config.network.notificationPorts,
      secretMounts: [...contacts.mounts, ...(signOn?.mounts ?? [])],
      storageClass: storageClassOf(config),
      datasources: datasources.all,
      movedDatasources: datasources.moved,
      files: [
        ...front.files,
        { kind: "alerts", name: "contact-points", content: toGrafanaContactPoints(contacts.points, alerts.routes) },
      ],
      size: config.size,
      mirror: config.charts.mirror,
      images: config.images,
      overrides: grafana.values,
    });
  }

  /** The secret of Grafana's client, and the sections of grafana.ini that read it: both from one place, so they agree. */
  private makeSignOn(config: ClientConfig) {
    const { identity, grafana } = config;
    if (identity === undefined) return undefined;
    const { refs, made } = secrets(this, "grafana-sign-on", grafanaSignOn(identity));
    const { mounts, paths } = secretFiles(refs);
    const signOn = signOnOf(config, identity, paths["client-secret"] as string);
    return { made, mounts, urls: addressesOf(signOn), ini: signOnIni(signOn, `https://${grafana.host}`) };
  }
}
