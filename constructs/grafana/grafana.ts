import type { Construct } from "constructs";
import { checkDashboards, type RenderedDashboard } from "../../src/dashboard";
import { type Gateway, toAddress, toApiServer, toOutside, type Wire } from "../../src/network";
import { InputError } from "../../src/problem";
import {
  type Backend,
  Component,
  Release,
  released,
  type ScrapedProps,
  type SecretRef,
  type ServiceEndpoint,
  scraped,
  wireTo,
} from "../../src/terraform";
import { type Datasource, datasourcesFile } from "./datasource";
import { checkGrafanaValues } from "./overrides";
import { type ProvisionedFile, provision } from "./provisioned";
import { type GrafanaValuesProps, grafanaValues } from "./values";

export interface GrafanaProps extends ScrapedProps, GrafanaValuesProps {
  /** All that Grafana reads; exactly one is the default. */
  readonly datasources: readonly Datasource[];
  /** Names of datasources whose uid has changed. @default - none */
  readonly movedDatasources?: readonly string[];
  /** Dashboards and alerting files. */
  readonly files: readonly Omit<ProvisionedFile, "namespace">[];
  /** Pods that serve its host. @default - no wire leads from them */
  readonly gateway?: Gateway | undefined;
  /** Ports at which notifications are taken. @default 443 */
  readonly notificationPorts?: readonly number[];
  /** Addresses beside those outside the cluster that notifications go to. @default - none */
  readonly notified?: readonly string[];
  /** Addresses that Grafana calls when somebody signs in. @default - none */
  readonly signOnUrls?: readonly string[] | undefined;
}

/** Where people look: Grafana with dashboards, alerts and datasources provisioned by sidecars. */
export class Grafana extends Component {
  readonly service: ServiceEndpoint;
  readonly metrics: Backend;
  /** Address that people open. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: GrafanaProps) {
    super(scope, id, props);
    const problems = [
      ...checkGrafanaValues(props.overrides ?? {}, `${this.node.path}: values`, props.secretMounts),
      ...checkDashboards(dashboardFiles(props.files), props.datasources),
    ];
    if (problems.some(({ severity }) => severity !== "warning")) throw new InputError(problems);
    const { namespace } = props;
    provision(this, {
      namespace,
      kind: "datasources",
      name: "platform",
      content: datasourcesFile(props.datasources, props.movedDatasources),
    });
    for (const file of props.files) provision(this, { namespace, ...file });
    const release = new Release(this, "release", {
      ...released(props),
      chart: "grafana",
      namespace,
      values: grafanaValues({ ...props, variables: { ...props.variables, ...variablesOf(props.datasources) } }),
    });
    this.service = release.service("grafana", "service");
    this.metrics = release.metrics("grafana");
    this.url = `https://${props.host}`;
    this.connect(...wires(this.service, props), ...scraped(props.scrapedBy, [this.metrics]));
  }
}

function variablesOf(datasources: readonly Datasource[]): Readonly<Record<string, SecretRef>> {
  const all = datasources.flatMap(({ secrets = {} }) => Object.values(secrets));
  return Object.fromEntries(all.map(({ variable, ref }) => [variable, ref]));
}

/** The gateway twice: it calls Grafana, and an issuer of this platform is called through it. */
function wires(service: ServiceEndpoint, props: GrafanaProps): readonly Wire[] {
  const { pods } = service.backend;
  const { gateway, signOnUrls = [], notified = [] } = props;
  return [
    toApiServer(pods),
    toOutside(pods, ...(props.notificationPorts ?? [HTTPS])),
    ...notified.map((address) => toAddress(pods, address)),
    ...props.datasources.flatMap(({ backend }) => (backend === undefined ? [] : [wireTo(pods, backend)])),
    ...props.datasources.flatMap(({ wire }) => (wire === undefined ? [] : [wire(pods)])),
    ...signOnUrls.map((url) => toAddress(pods, url)),
    ...(gateway === undefined ? [] : [service.from(gateway.pods)]),
    ...(gateway === undefined || signOnUrls.length === 0
      ? []
      : [{ from: pods, to: gateway.pods, ports: gateway.ports }]),
  ];
}

const HTTPS = 443;

function dashboardFiles(files: GrafanaProps["files"]): readonly RenderedDashboard[] {
  return files
    .filter(({ kind }) => kind === "dashboards")
    .map(({ name, folder = "", content, proved = false }) => ({ file: name, folder, json: content, proved }));
}
