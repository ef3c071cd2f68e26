import type { Construct } from "constructs";
import { toApiServer } from "../../src/network";
import { Component, Release, type ReleasedProps } from "../../src/terraform";
import { type AlloyValuesProps, alloyValues } from "./values";

export interface AlloyProps extends ReleasedProps, AlloyValuesProps {}

/** The agent on every node: ships the logs of all pods. */
export class Alloy extends Component {
  constructor(scope: Construct, id: string, props: AlloyProps) {
    super(scope, id, props);
    const release = new Release(this, "release", {
      chart: "alloy",
      namespace: props.namespace,
      values: alloyValues(props),
      overrides: props.overrides,
      mirror: props.mirror,
      images: props.images,
    });
    const agents = release.pods("alloy");
    this.connect(toApiServer(agents), props.logs.push.from(agents));
  }
}
