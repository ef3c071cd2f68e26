/** Jobs of the prometheus chart: a job of the same name would be merged into it. */
export const CHART_JOBS: readonly string[] = [
  "kubernetes-api-servers",
  "kubernetes-nodes",
  "kubernetes-nodes-cadvisor",
  "kubernetes-pods",
  "kubernetes-pods-slow",
  "kubernetes-service-endpoints",
  "kubernetes-service-endpoints-slow",
  "kubernetes-services",
  "prometheus",
  "prometheus-pushgateway",
];

/** The job of all probes. */
export const PROBE_JOB = "probes";

/** The chart's job of the pushgateway. */
export const PUSHGATEWAY_JOB = "prometheus-pushgateway";

/** The job of all exporters. */
export const EXPORTER_JOB = "exporters";
