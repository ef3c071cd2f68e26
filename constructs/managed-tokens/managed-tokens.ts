import type { Construct } from "constructs";
import { RUNS } from "../../src/managed-tokens/jobs";
import { deadlineSeconds, LATEST_START_SECONDS } from "../../src/managed-tokens/runs";
import { Component, type ComponentProps, configMap } from "../../src/terraform";
import { cronJob } from "../../src/terraform/cron-job";
import { podsCalled } from "../../src/terraform/pod";
import { volumeClaim } from "../../src/terraform/volume-claim";
import { POD_NAMES, STATE_CLAIM } from "./run-pod";
import { configMaps, type RunPodsProps, runPods } from "./run-pods";
import { runWires } from "./wires";

export interface ManagedTokensProps extends ComponentProps, RunPodsProps {
  readonly namespace: string;
  /** @default - the cluster's default class */
  readonly storageClass?: string | undefined;
}

/** The managed-tokens service: tokens pushed and UIDs asked for by the clock, and a template by which a service is onboarded. */
export class ManagedTokens extends Component {
  constructor(scope: Construct, id: string, props: ManagedTokensProps) {
    super(scope, id, props);
    const { namespace, config } = props;
    volumeClaim(this, "state", {
      namespace,
      name: STATE_CLAIM,
      size: config.volume,
      storageClass: props.storageClass,
    });
    const pods = runPods(props);
    for (const { id: what, name, data } of configMaps(props)) configMap(this, what, { namespace, name, data });
    for (const run of RUNS) {
      cronJob(this, run, {
        ...pods[run],
        namespace,
        // Onboarding never runs by it.
        schedule: run === "refresh-uids-from-ferry" ? config.schedules.refreshUids : config.schedules.tokenPush,
        onDemand: run === "onboarding",
        deadlineSeconds: deadlineSeconds(config, run),
        // The next run does it.
        retries: 0,
        latestStartSeconds: LATEST_START_SECONDS,
      });
      this.connect(...runWires(run, podsCalled(namespace, POD_NAMES[run]), config, props.told));
    }
  }
}
