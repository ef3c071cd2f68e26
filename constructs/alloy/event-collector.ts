import type { Construct } from "constructs";
import { toApiServer } from "../../src/network";
import { type Backend, Component, Release, released, type ScrapedProps, scraped } from "../../src/terraform";
import { kubernetesEvents } from "./events";
import { type AlloyValuesProps, agentValues } from "./values";
import { write } from "./write";

export interface EventCollectorProps extends ScrapedProps, Pick<AlloyValuesProps, "logs" | "push"> {}

/**
 * Keeps the events of the cluster: one pod, since every agent would keep each event once more. A cluster of the agents
 * could choose one among them; it would read all events again whenever the choice moves, which it does at each rollout.
 */
export class EventCollector extends Component {
  readonly metrics: Backend;

  constructor(scope: Construct, id: string, props: EventCollectorProps) {
    super(scope, id, props);
    const release = new Release(this, "release", {
      ...released(props),
      chart: "alloy",
      name: "alloy-events",
      values: eventCollectorValues(props),
    });
    const pods = release.pods("alloy");
    this.metrics = release.metrics("alloy");
    this.connect(toApiServer(pods), props.logs.push.from(pods), ...scraped(props.scrapedBy, [this.metrics]));
  }
}

/** Helm values of the one pod. Two of them, as in a rollout that overlaps, would keep events twice. */
export function eventCollectorValues({
  logs,
  push,
}: Pick<EventCollectorProps, "logs" | "push">): Record<string, unknown> {
  return agentValues({ component: "alloy-events" }, [...kubernetesEvents(), write(logs, push)], {
    controller: { type: "deployment", replicas: 1, updateStrategy: { type: "Recreate" } },
    rbac: READ_EVENTS,
  });
}

const READ_EVENTS = {
  rules: [{ apiGroups: [""], resources: ["events"], verbs: ["get", "list", "watch"] }],
  clusterRules: [{ apiGroups: [""], resources: ["namespaces"], verbs: ["get", "list", "watch"] }],
};
