import type { Construct } from "constructs";
import { mainImage } from "../../src/charts";
import { type Gateway, toHost, type Wire } from "../../src/network";
import {
  type Backend,
  Component,
  type Dependable,
  Release,
  released,
  type ScrapedProps,
  type ServiceEndpoint,
  scraped,
  wireTo,
} from "../../src/terraform";
import type { OidcProvider } from "../grafana/sign-on";
import { keycloakProvider } from "./provider";
import { type KeycloakValuesProps, keycloakValues } from "./values";

export interface KeycloakProps extends ScrapedProps, KeycloakValuesProps {
  /** Pods that serve its host. @default - no wire leads from them */
  readonly gateway?: Gateway | undefined;
}

/** Ports at which several Keycloaks share their caches, and find out who of them is gone. */
const CACHE_PORTS = [7800, 57800];

/** Where people sign in: Keycloak in production mode. */
export class Keycloak extends Component {
  /** What the realm is applied through. */
  readonly service: ServiceEndpoint;
  readonly metrics: Backend;
  /** Image that runs, whose tools apply the realm. */
  readonly image: string;
  /** Address that people open. */
  readonly url: string;
  /** What the realm has to wait for. */
  readonly ready: Dependable;

  constructor(scope: Construct, id: string, props: KeycloakProps) {
    super(scope, id, props);
    const release = new Release(this, "release", {
      ...released(props),
      chart: "keycloakx",
      name: "keycloak",
      values: keycloakValues(props),
    });
    this.ready = release.ready;
    this.service = release.service("http", "http");
    this.metrics = release.metrics("keycloakx", this.service.backend.pods);
    this.image = mainImage("keycloakx", props.images ?? {});
    this.url = `https://${props.host}`;
    this.connect(...wires(this.service, props), ...scraped(props.scrapedBy, [this.metrics]));
  }

  /** Where a realm answers. */
  provider(realm: string): OidcProvider {
    return keycloakProvider(this.url, realm);
  }
}

function wires(service: ServiceEndpoint, { gateway, database, replicas = 1 }: KeycloakProps): readonly Wire[] {
  const { pods } = service.backend;
  const { backend, host, port } = database;
  return [
    backend === undefined ? toHost(pods, host, port) : wireTo(pods, backend),
    ...(gateway === undefined ? [] : [service.from(gateway.pods)]),
    ...(replicas === 1 ? [] : [{ from: pods, to: pods, ports: CACHE_PORTS }]),
  ];
}
