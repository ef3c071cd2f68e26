import type { Construct } from "constructs";
import { serviceOf } from "../../src/charts";
import { Component, customResources, Release, type ReleasedProps, type ServiceRef } from "../../src/terraform";
import { middlewares, type RateLimit } from "./edge";
import { type TraefikValuesProps, traefikValues } from "./values";

export interface TraefikProps extends ReleasedProps, TraefikValuesProps {
  readonly rateLimit: RateLimit;
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

  constructor(scope: Construct, id: string, props: TraefikProps) {
    super(scope, id, props);
    const { namespace } = props;
    const { ready } = new Release(this, "release", {
      chart: "traefik",
      name: RELEASE,
      namespace,
      values: traefikValues(props),
      overrides: props.overrides,
      mirror: props.mirror,
    });
    // Their kind comes with the gateway.
    customResources(this, "edge", {
      namespace,
      name: "edge",
      resources: middlewares(namespace, props.rateLimit),
      after: [ready],
    });
    this.service = { name: serviceOf("traefik", RELEASE, "traefik", "websecure").name, namespace };
  }
}
