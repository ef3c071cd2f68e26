export { type Datasource, datasourcesFile } from "./datasource";
export { Grafana, type GrafanaProps } from "./grafana";
export { checkGrafanaValues } from "./overrides";
export { type ProvisionedFile, provision } from "./provisioned";
export { type IniSections, type OidcProvider, type SignOn, signOnIni } from "./sign-on";
export { type GrafanaValuesProps, grafanaValues } from "./values";
