import type { Construct } from "constructs";
import type { Gateway } from "../../src/network";
import {
  type Backend,
  Component,
  Release,
  type ReleasedProps,
  released,
  type ServiceEndpoint,
} from "../../src/terraform";
import { probeWires } from "./probe";
import { type BlackboxValuesProps, blackboxValues } from "./values";

export interface BlackboxProps extends ReleasedProps, BlackboxValuesProps {
  /** Pods that serve hosts of the platform, where one of them is asked. @default - no wire leads to them */
  readonly gateway?: Gateway | undefined;
}

const CHART = "prometheus-blackbox-exporter";

/** What asks pages, ports, certificates and names whether they are there: the blackbox exporter. */
export class Blackbox extends Component {
  /** What Prometheus asks to ask. */
  readonly service: ServiceEndpoint;
  readonly metrics: Backend;

  constructor(scope: Construct, id: string, props: BlackboxProps) {
    super(scope, id, props);
    const release = new Release(this, "release", {
      ...released(props),
      chart: CHART,
      name: "blackbox",
      values: blackboxValues(props),
    });
    this.service = release.service(CHART, "http");
    this.metrics = release.metrics(CHART);
    const { pods } = this.metrics;
    this.connect(...props.probes.flatMap((probe) => probeWires(pods, probe)));
    if (props.gateway !== undefined) this.connect({ from: pods, to: props.gateway.pods, ports: props.gateway.ports });
  }
}
