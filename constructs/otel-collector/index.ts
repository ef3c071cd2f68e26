export { type CollectorConfig, type ConfigValue, collectorValue, type Expression, expand } from "./config";
export { OtelCollector, type OtelCollectorProps, type OtlpEndpoints } from "./otel-collector";
export { collectorConfig, type PipelineProps, type Sampling } from "./pipelines";
export { otelCollectorValues } from "./values";
