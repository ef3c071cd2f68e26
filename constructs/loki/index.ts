export { LOKI_DATASOURCE, type LogDestination, Loki, type LokiProps } from "./loki";
export { type LogBucket, type LokiValuesProps, lokiValues } from "./values";
