export { PROMETHEUS_DATASOURCE, Prometheus, type PrometheusProps } from "./prometheus";
export { type PrometheusValuesProps, prometheusValues } from "./values";
