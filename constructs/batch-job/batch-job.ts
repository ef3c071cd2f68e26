import type { Construct } from "constructs";
import { batchJobAlerts, defineAlertGroup, toGrafanaRules } from "../../src/alert";
import { longestGap } from "../../src/cron-gap";
import type { Severity } from "../../src/dashboard";
import { toAddress } from "../../src/network";
import { durationSeconds } from "../../src/quantity";
import {
  Component,
  type ComponentProps,
  type ContainerResources,
  configMap,
  type SecretRef,
  type ServiceEndpoint,
} from "../../src/terraform";
import { cronJob } from "../../src/terraform/cron-job";
import { podsCalled } from "../../src/terraform/pod";
import type { Datasource } from "../grafana/datasource";
import { provision } from "../grafana/provisioned";
import { digest } from "../script-files";

export interface BatchJobProps extends ComponentProps {
  readonly namespace: string;
  /** What the CronJob and its pods are called. */
  readonly name: string;
  /** Five fields of cron, UTC. */
  readonly schedule: string;
  readonly image: string;
  /** What runs, and pushes to `$PUSHGATEWAY_URL/metrics/job/<job>` when it is done. */
  readonly command: readonly string[];
  /** @default - none but PUSHGATEWAY_URL */
  readonly environment?: Readonly<Record<string, string>>;
  /** Environment variables out of Secrets. @default - none */
  readonly secrets?: Readonly<Record<string, SecretRef>>;
  /** Files of a folder, by name. @default - none */
  readonly files?: { readonly folder: string; readonly data: Readonly<Record<string, string>> };
  readonly resources: ContainerResources;
  /** Secret of type kubernetes.io/dockerconfigjson to pull the image by. @default - none */
  readonly pullSecret?: string | undefined;
  /** Where it pushes: `Prometheus.push`. */
  readonly push: ServiceEndpoint;
  /** What its alerts ask: `Prometheus.datasource`. */
  readonly metrics: Datasource;
  /** Addresses that it calls beside. @default - none */
  readonly calls?: readonly string[];
  /** What it pushes under: the label `job`. @default - its name */
  readonly job?: string;
  /** Time between two runs, such as `1h`. @default - the longest by the schedule */
  readonly interval?: string;
  /** How many runs may be overdue before somebody is told. @default 2 */
  readonly overdue?: number;
  /** How bad that is. @default warning */
  readonly severity?: Severity;
  /** How long one run may take, retries included. @default - until the next one */
  readonly deadlineSeconds?: number;
  /** How often a run that failed is tried again. @default 2 */
  readonly retries?: number;
}

/** A job by the clock that pushes what it has done, and the alerts that tell when it has not. */
export class BatchJob extends Component {
  /** What the job pushes under. */
  readonly job: string;
  /** Time between two runs that its alerts expect. */
  readonly interval: string;

  constructor(scope: Construct, id: string, props: BatchJobProps) {
    super(scope, id, props);
    this.job = props.job ?? props.name;
    this.interval = props.interval ?? inOneUnit(longestGap(props.schedule));
    this.makeAlerts(props);
    const { namespace, name } = props;
    cronJob(this, "job", {
      namespace,
      name,
      schedule: props.schedule,
      pullSecret: props.pullSecret,
      deadlineSeconds: props.deadlineSeconds ?? durationSeconds(this.interval),
      ...(props.retries === undefined ? {} : { retries: props.retries }),
      files: this.makeFiles(props),
      steps: [
        {
          name,
          image: props.image,
          command: props.command,
          environment: { PUSHGATEWAY_URL: props.push.url, ...props.environment },
          ...(props.secrets === undefined ? {} : { secrets: props.secrets }),
          resources: props.resources,
        },
      ],
    });
    const pods = podsCalled(namespace, name);
    this.connect(props.push.from(pods), ...(props.calls ?? []).map((address) => toAddress(pods, address)));
  }

  /** A file for Grafana's sidecar, which looks in every namespace. */
  private makeAlerts({ namespace, name, metrics, overdue, severity }: BatchJobProps): void {
    const alerts = batchJobAlerts({
      job: this.job,
      interval: this.interval,
      ...(overdue === undefined ? {} : { overdue }),
      ...(severity === undefined ? {} : { severity }),
    });
    const group = defineAlertGroup({ name: `batch-${name}`, alerts });
    const content = toGrafanaRules([group], { prometheus: { uid: metrics.uid, type: "prometheus" } });
    provision(this, { namespace, kind: "alerts", name: `batch-${name}`, content });
  }

  /** A name by content: a run never reads half of one set of files and half of another. */
  private makeFiles({ namespace, name, files }: BatchJobProps) {
    if (files === undefined) return undefined;
    const { folder, data } = files;
    const configMapName = `${name}-${digest(data)}`;
    configMap(this, "files", { namespace, name: configMapName, data });
    return { configMap: configMapName, folder };
  }
}

const UNITS = [
  ["d", 86_400],
  ["h", 3600],
  ["m", 60],
] as const;

/** `1h` instead of `3600s`. */
function inOneUnit(seconds: number): string {
  const [unit, size] = UNITS.find(([, length]) => seconds % length === 0) ?? ["s", 1];
  return `${seconds / size}${unit}`;
}
