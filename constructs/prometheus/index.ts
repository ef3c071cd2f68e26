export { Prometheus, type PrometheusProps } from "./prometheus";
export { type PrometheusValuesProps, prometheusValues } from "./values";
