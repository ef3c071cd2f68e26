export type { LogLimits, StreamRetention } from "./config";
export { LOKI_DATASOURCE } from "./datasource";
export { type LogDestination, Loki, type LokiProps } from "./loki";
export {
  LOKI_CHARTS,
  type LogBucket,
  type LogRuler,
  type LokiChart,
  type LokiReplicas,
  type LokiValuesProps,
  lokiValues,
} from "./values";
