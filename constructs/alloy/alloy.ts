import type { Construct } from "constructs";
import { toApiServer } from "../../src/network";
import { type Backend, Component, Release, released, type ScrapedProps, scraped } from "../../src/terraform";
import { type AlloyValuesProps, alloyValues } from "./values";

export interface AlloyProps extends ScrapedProps, AlloyValuesProps {}

/** The agent on every node: ships the logs of all pods. */
export class Alloy extends Component {
  readonly metrics: Backend;

  constructor(scope: Construct, id: string, props: AlloyProps) {
    super(scope, id, props);
    const release = new Release(this, "release", {
      ...released(props),
      chart: "alloy",
      values: alloyValues(props),
    });
    const agents = release.pods("alloy");
    this.metrics = release.metrics("alloy");
    this.connect(toApiServer(agents), props.logs.push.from(agents), ...scraped(props.scrapedBy, [this.metrics]));
  }
}
