export { type Datasource, type DatasourceSecret, datasourcesFile } from "./datasource";
export { type Elsewhere, elsewhere } from "./elsewhere";
export { Grafana, type GrafanaProps } from "./grafana";
export { linked, type Signals, withExemplars } from "./links";
export { checkGrafanaValues } from "./overrides";
export { type ProvisionedFile, provision } from "./provisioned";
export { type IniSections, type OidcProvider, type SignOn, signOnIni } from "./sign-on";
export { type GrafanaValuesProps, grafanaValues } from "./values";
