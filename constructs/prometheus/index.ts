export { PROMETHEUS_DATASOURCE, Prometheus, type PrometheusProps } from "./prometheus";
export type { RemoteWrite } from "./remote-write";
export type { Credentials, ScrapedPods, ScrapeJob } from "./scrape-job";
export { type PrometheusValuesProps, prometheusValues } from "./values";
