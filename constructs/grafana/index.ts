export { type Datasource, datasourcesFile } from "./datasource";
export { Grafana, type GrafanaProps } from "./grafana";
export { checkGrafanaValues } from "./overrides";
export { type ProvisionedFile, provision } from "./provisioned";
export { type GrafanaValuesProps, grafanaValues } from "./values";
