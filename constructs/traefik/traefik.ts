import type { Construct } from "constructs";
import { serviceOf } from "../../src/charts";
import { type Gateway, toApiServer } from "../../src/network";
import {
  type Backend,
  Component,
  customResources,
  Release,
  type ReleasedProps,
  released,
  type ServiceRef,
} from "../../src/terraform";
import { closedMetrics, middlewares, type RateLimit } from "./edge";
import { type TraefikValuesProps, traefikValues } from "./values";

export interface TraefikProps extends ReleasedProps, TraefikValuesProps {
  readonly rateLimit: RateLimit;
  /** Hosts whose page `/metrics` nobody gets from outside. @default - none */
  readonly closedMetrics?: readonly string[];
}

const RELEASE = "traefik";

/** Class of the Ingresses that Traefik serves: the chart names it after its release. */
export const INGRESS_CLASS = RELEASE;

/** The gateway: one load balancer, HTTPS only. */
export class Traefik extends Component {
  /** For the Ingresses that it shall serve. */
  readonly ingressClass = INGRESS_CLASS;
  /** What gets the load balancer's address. */
  readonly service: ServiceRef;
  /** Its pods, which call those that it serves. */
  readonly gateway: Gateway;
  readonly metrics: Backend;

  constructor(scope: Construct, id: string, props: TraefikProps) {
    super(scope, id, props);
    const { namespace } = props;
    const release = new Release(this, "release", {
      ...released(props),
      chart: "traefik",
      name: RELEASE,
      namespace,
      values: traefikValues(props),
    });
    // Their kind comes with the gateway.
    customResources(this, "edge", {
      namespace,
      name: "edge",
      resources: [...middlewares(namespace, props.rateLimit), ...closedMetrics(namespace, props.closedMetrics ?? [])],
      after: [release.ready],
    });
    this.service = { name: serviceOf("traefik", RELEASE, "traefik", "websecure").name, namespace };
    const pods = release.pods("traefik");
    const ports = ["web", "websecure"].map((port) => release.backend("traefik", port).port);
    this.gateway = { pods, ports };
    this.metrics = release.metrics("traefik");
    this.connect(
      { from: "anywhere", to: pods, ports },
      // Ingresses may lie in any namespace: whether the gateway gets through is for that namespace to say.
      { from: pods, to: "pods", ports: "all" },
      toApiServer(pods),
    );
  }
}
