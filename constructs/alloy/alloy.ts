import type { Construct } from "constructs";
import { Component, Release, type ReleasedProps } from "../../src/terraform";
import { type AlloyValuesProps, alloyValues } from "./values";

export interface AlloyProps extends ReleasedProps, AlloyValuesProps {}

/** The agent on every node: ships the logs of all pods. */
export class Alloy extends Component {
  constructor(scope: Construct, id: string, props: AlloyProps) {
    super(scope, id, props);
    new Release(this, "release", {
      chart: "alloy",
      namespace: props.namespace,
      values: alloyValues(props),
      overrides: props.overrides,
      mirror: props.mirror,
    });
  }
}
