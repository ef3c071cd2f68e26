import type { Construct } from "constructs";
import { Component, Release, type ReleasedProps } from "../../src/terraform";
import { type TraefikValuesProps, traefikValues } from "./values";

export interface TraefikProps extends ReleasedProps, TraefikValuesProps {}

/** Class of the Ingresses that Traefik serves: the chart names it after its release. */
export const INGRESS_CLASS = "traefik";

/** The gateway: one load balancer, HTTPS only. */
export class Traefik extends Component {
  /** For the Ingresses that it shall serve. */
  readonly ingressClass = INGRESS_CLASS;

  constructor(scope: Construct, id: string, props: TraefikProps) {
    super(scope, id, props);
    new Release(this, "release", {
      chart: "traefik",
      namespace: props.namespace,
      values: traefikValues(props),
      overrides: props.overrides,
      mirror: props.mirror,
    });
  }
}
