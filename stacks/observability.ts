import type { Construct } from "constructs";
import { type CertificateSource, Certificates } from "../constructs/certificates";
import { Grafana, type GrafanaProps, signOnIni } from "../constructs/grafana";
import type { Loki } from "../constructs/loki";
import type { Mimir } from "../constructs/mimir";
import { Prometheus, type PrometheusProps } from "../constructs/prometheus";
import { type SecretFiles, secretFiles } from "../constructs/secret-files";
import type { Traefik } from "../constructs/traefik";
import { type Notifications, toAlertmanagerConfig, toGrafanaContactPoints } from "../src/alert";
import type { ClientConfig } from "../src/config";
import { TOKENS_RELABELLING } from "../src/managed-tokens/relabel";
import { addClusterProviders, type Backend, type Dependable, type SecretRef, Stack, secrets } from "../src/terraform";
import { type Datasources, makeDatasources } from "./datasources";
import { makeBucketSizes, makeExporters } from "./exporters";
import { hostsIn } from "./hosts";
import { makeLogs } from "./logs";
import { NAMESPACES } from "./names";
import { contactVariable, notificationsOf, notifiedAddresses } from "./notifications";
import { makeBlackbox } from "./probes";
import { makeRecords } from "./records";
import { mimirWrite, remoteWritesOf, scrapeJobsOf } from "./scrape";
import { contactPoints, grafanaAdmin, grafanaSignOn, prometheusSecrets } from "./secret-sets";
import { accessOf, agentsPriorityOf, backendOf, externalLabelsOf, storageClassOf } from "./settings";
import type { GrafanaFile } from "./shipped-files";
import { addressesOf, signOnOf } from "./sign-on";
import type { Telemetry } from "./tokens";
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
  /** Rules that Prometheus evaluates. @default - none */
  readonly rules?: PrometheusProps["rules"];
  /** Files of rules that Loki evaluates, by name. @default - none */
  readonly logRules?: Readonly<Record<string, string>> | undefined;
}

/** Who is told what, as both engines take it, and what their pods need for it. */
interface Contacts {
  readonly notifications: Notifications;
  readonly mounts: SecretFiles["mounts"];
  readonly variables: Readonly<Record<string, SecretRef>>;
  readonly made: readonly Dependable[];
}

/** Metrics, logs, and what people see of them. */
export class ObservabilityStack extends Stack {
  readonly grafana: Grafana;
  /** What takes metrics, logs and traces of workloads. */
  readonly telemetry: Telemetry;

  constructor(scope: Construct, config: ClientConfig, props: ObservabilityStackProps) {
    super(scope, { client: config.client, kind: "observability", backend: backendOf(config) });
    addClusterProviders(this, accessOf(config));
    const contacts = this.makeContacts(config);
    const blackbox = makeBlackbox(this, config, props.gateway.gateway);
    const mimir = this.makeMimir(config);
    const targets = [
      ...props.targets,
      ...(blackbox === undefined ? [] : [blackbox.metrics]),
      ...(mimir?.metrics ?? []),
    ];
    const prometheus = this.makePrometheus(config, contacts, {
      targets,
      probed: blackbox?.probed,
      rules: props.rules,
      exporters: makeExporters(this, config),
      remoteWrite:
        mimir === undefined || config.mimir === undefined ? [] : [mimirWrite(mimir.destination, config.mimir)],
    });
    makeBucketSizes(this, config, prometheus);
    const scrapedBy = prometheus.query.backend.pods;
    const loki = makeLogs(this, config, { prometheus, rules: props.logRules });
    const tracing = this.makeTracing(config, prometheus, loki);
    this.telemetry = { push: prometheus.push, logs: loki.address, traces: tracing?.collector.otlp.http };
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
        history: mimir?.datasource,
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
      made,
      mounts,
      variables: Object.fromEntries(Object.entries(refs).map(([key, ref]) => [contactVariable(key), ref])),
      notifications: notificationsOf(config, (key) => ({
        file: paths[key] as string,
        variable: contactVariable(key),
      })),
    };
  }

  private makePrometheus(
    config: ClientConfig,
    contacts: Contacts,
    watched: Pick<PrometheusProps, "targets" | "probed" | "rules" | "exporters" | "remoteWrite">,
  ): Prometheus {
    const { prometheus, grafana } = config;
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
        config: toAlertmanagerConfig(contacts.notifications, `https://${grafana.host}`),
        secretMounts: contacts.mounts,
      },
      writable: config.tracing !== undefined,
      pushgateway: prometheus.pushgateway.enabled ? { volume: prometheus.pushgateway.volume } : undefined,
      scrape: scrapeJobsOf(config, files.paths),
      pushedRelabelling: config.managedTokens === undefined ? undefined : TOKENS_RELABELLING,
      secretMounts: files.mounts,
      ...watched,
      remoteWrite: [...(watched.remoteWrite ?? []), ...remoteWritesOf(config, files.paths)],
      pushers: prometheus.pushgateway.namespaces,
      notificationPorts: config.network.notificationPorts,
      notified: notifiedAddresses(config),
      nodeAgentsNamespace: NAMESPACES.nodeAgents,
      nodeAgentsPriorityClass: agentsPriorityOf(config),
      storageClass: storageClassOf(config),
      size: config.size,
      mirror: config.charts.mirror,
      images: config.images,
      overrides: prometheus.values,
    });
  }

  private makeMimir(config: ClientConfig): Mimir | undefined {
    if (config.mimir === undefined) return undefined;
    // Loaded by those who have it: most have not.
    const { makeMimir } = require("./mimir") as typeof import("./mimir");
    return makeMimir(this, config, config.mimir);
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
    const { grafana } = config;
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
      notified: notifiedAddresses(config),
      mail: contacts.notifications.mail,
      variables: contacts.variables,
      // Grafana has contact points' secrets as variables; its mail server's password is a file.
      secretMounts: [
        ...(contacts.notifications.mail?.login === undefined ? [] : contacts.mounts),
        ...(signOn?.mounts ?? []),
      ],
      storageClass: storageClassOf(config),
      datasources: datasources.all,
      movedDatasources: datasources.moved,
      files: [
        ...front.files,
        { kind: "alerts", name: "contact-points", content: toGrafanaContactPoints(contacts.notifications) },
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
