import type { Construct } from "constructs";
import { Component, Release, type ReleasedProps, type ServiceEndpoint } from "../../src/terraform";
import type { Datasource } from "../grafana/datasource";
import { type PrometheusValuesProps, prometheusValues } from "./values";

export interface PrometheusProps extends ReleasedProps, PrometheusValuesProps {}

/** Metric store: Prometheus with Alertmanager and, where wanted, a pushgateway. */
export class Prometheus extends Component {
  readonly query: ServiceEndpoint;
  readonly alertmanager: ServiceEndpoint;
  /** What batch jobs push to. */
  readonly push: ServiceEndpoint | undefined;
  /** What Grafana reads. */
  readonly datasource: Datasource;
  readonly alertmanagerDatasource: Datasource;

  constructor(scope: Construct, id: string, props: PrometheusProps) {
    super(scope, id, props);
    const release = new Release(this, "release", {
      chart: "prometheus",
      namespace: props.namespace,
      values: prometheusValues(props),
      overrides: props.overrides,
      mirror: props.mirror,
    });
    this.query = release.service("server", "http");
    this.alertmanager = release.service("alertmanager", "http");
    this.push = props.pushgateway === undefined ? undefined : release.service("prometheus-pushgateway", "http");
    this.datasource = prometheusDatasource(this.query, props.scrapeInterval);
    this.alertmanagerDatasource = alertmanagerDatasource(this.alertmanager);
  }
}

/** What dashboards and alerts name: never change it. */
export const PROMETHEUS_DATASOURCE = { uid: "prometheus", type: "prometheus" } as const;

function prometheusDatasource(query: ServiceEndpoint, scrapeInterval: string): Datasource {
  return {
    ...PROMETHEUS_DATASOURCE,
    name: "Prometheus",
    url: query.url,
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
    jsonData: { implementation: "prometheus", handleGrafanaManagedAlerts: false },
  };
}
