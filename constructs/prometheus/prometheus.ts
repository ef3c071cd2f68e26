import type { Construct } from "constructs";
import { toAddress, toApiServer, toOutside, type Wire } from "../../src/network";
import {
  type Backend,
  Component,
  Release,
  type ReleasedProps,
  released,
  type ServiceEndpoint,
  wireTo,
} from "../../src/terraform";
import { targetWire } from "../exporter";
import type { Datasource } from "../grafana/datasource";
import { scrapeWires } from "./scrape-job";
import { type PrometheusValuesProps, prometheusValues } from "./values";

export interface PrometheusProps extends ReleasedProps, PrometheusValuesProps {
  /** Pods of the platform that say by annotation where their metrics are. @default - none */
  readonly targets?: readonly Backend[];
  /** Namespaces whose pods may push. @default - none */
  readonly pushers?: readonly string[];
  /** Ports at which notifications are taken. @default 443 */
  readonly notificationPorts?: readonly number[];
  /** Addresses beside those outside the cluster that notifications go to. @default - none */
  readonly notified?: readonly string[];
}

/** Metric store: Prometheus with Alertmanager and, where wanted, a pushgateway. */
export class Prometheus extends Component {
  readonly query: ServiceEndpoint;
  readonly alertmanager: ServiceEndpoint;
  /** What batch jobs push to. */
  readonly push: ServiceEndpoint | undefined;
  /** Where samples are written to by remote write and by OTLP, where it is writable. */
  readonly written: { readonly remoteWrite: ServiceEndpoint; readonly otlp: ServiceEndpoint } | undefined;
  /** What Grafana reads. */
  readonly datasource: Datasource;
  readonly alertmanagerDatasource: Datasource;

  constructor(scope: Construct, id: string, props: PrometheusProps) {
    super(scope, id, props);
    const release = new Release(this, "release", {
      ...released(props),
      chart: "prometheus",
      values: prometheusValues(props),
    });
    this.query = release.service("server", "http");
    this.alertmanager = release.service("alertmanager", "http");
    this.push = props.pushgateway === undefined ? undefined : release.service("prometheus-pushgateway", "http");
    this.written = props.writable
      ? { remoteWrite: this.query.at("/api/v1/write"), otlp: this.query.at("/api/v1/otlp/v1/metrics") }
      : undefined;
    this.datasource = prometheusDatasource(this.query, props.scrapeInterval);
    this.alertmanagerDatasource = alertmanagerDatasource(this.alertmanager);
    this.connect(...this.serverWires(release, props), ...this.pushWires(props));
    const { pods } = this.alertmanager.backend;
    const { notificationPorts = [HTTPS], notified = [] } = props;
    this.connect(toOutside(pods, ...notificationPorts), ...notified.map((address) => toAddress(pods, address)));
  }

  /** Any pod may ask to be scraped by annotations; node exporters and kubelets have the address of their node. */
  private serverWires(release: Release, props: PrometheusProps): readonly Wire[] {
    const { targets = [], scrape = [], probed, exporters = [], remoteWrite = [] } = props;
    const server = release.pods("server");
    const stateMetrics = release.service("kube-state-metrics", "http").backend;
    return [
      { from: server, to: "pods", ports: "all" },
      {
        from: server,
        to: "anywhere",
        ports: [release.backend("prometheus-node-exporter", "metrics").port, KUBELET_PORT],
      },
      toApiServer(server),
      toApiServer(stateMetrics.pods),
      ...[this.alertmanager.backend, stateMetrics, ...targets].map((target) => wireTo(server, target)),
      ...scrape.flatMap((job) => scrapeWires(server, job)),
      ...(probed === undefined ? [] : [probed.exporter.from(server)]),
      ...exporters.map((target) => targetWire(server, target)),
      ...remoteWrite.map(({ url, endpoint }) => endpoint?.from(server) ?? toAddress(server, url)),
      ...(this.push === undefined ? [] : [this.push.from(server)]),
    ];
  }

  private pushWires({ pushers = [] }: PrometheusProps): readonly Wire[] {
    const { push } = this;
    return push === undefined
      ? []
      : pushers.map((namespace) => ({
          from: { podsOf: namespace },
          to: push.backend.pods,
          ports: [push.backend.port],
        }));
  }
}

const HTTPS = 443;

const KUBELET_PORT = 10250;

/** What dashboards and alerts name: never change it. */
export const PROMETHEUS_DATASOURCE = { uid: "prometheus", type: "prometheus" } as const;

function prometheusDatasource(query: ServiceEndpoint, scrapeInterval: string): Datasource {
  return {
    ...PROMETHEUS_DATASOURCE,
    name: "Prometheus",
    url: query.url,
    backend: query.backend,
    isDefault: true,
    jsonData: { httpMethod: "POST", prometheusType: "Prometheus", timeInterval: scrapeInterval },
  };
}

function alertmanagerDatasource(alertmanager: ServiceEndpoint): Datasource {
  return {
    uid: "alertmanager",
    type: "alertmanager",
    name: "Alertmanager",
    url: alertmanager.url,
    backend: alertmanager.backend,
    jsonData: { implementation: "prometheus", handleGrafanaManagedAlerts: false },
  };
}
