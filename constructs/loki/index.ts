export type { LogLimits, StreamRetention } from "./config";
export { LOKI_DATASOURCE, type LogDestination, Loki, type LokiProps } from "./loki";
export {
  LOKI_CHARTS,
  type LogBucket,
  type LogRules,
  type LokiChart,
  type LokiReplicas,
  type LokiValuesProps,
  lokiValues,
} from "./values";
