export { type Imported, type ImportOptions, importDashboard } from "./import";
export type { KnownDatasource } from "./sources";
