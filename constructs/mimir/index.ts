export type { SampleLimits } from "./config";
export { MIMIR_DATASOURCE, Mimir, type MimirProps, type SampleDestination } from "./mimir";
export { type MimirValuesProps, mimirValues, type SampleBucket } from "./values";
