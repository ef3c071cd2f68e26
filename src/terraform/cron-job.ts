import type { Construct } from "constructs";
import { LABELS } from "./labels";
import { lightResource } from "./light-resource";
import { type TaskPodProps, taskPod } from "./pod";
import { resource } from "./resource";

export interface CronJobProps extends TaskPodProps {
  readonly namespace: string;
  /** Five fields of cron, UTC. */
  readonly schedule: string;
  /** How long one run may take, retries included. */
  readonly deadlineSeconds: number;
  /** How often a run that failed is tried again. @default 2 */
  readonly retries?: number;
  /** How late a run may start, such as after an outage; later it is left out. @default 3600 */
  readonly latestStartSeconds?: number;
  /** It runs when somebody makes a Job of it, and never by the clock. @default false */
  readonly onDemand?: boolean;
}

const RETRIES = 2;
const LATEST_START_SECONDS = 3600;

const CronJob = lightResource("kubernetes_cron_job_v1");

/** A Job by the clock, never two at once. The last good run and the last three bad ones stay, to be looked at. */
export function cronJob(scope: Construct, id: string, props: CronJobProps): void {
  resource(CronJob, scope, id, {
    metadata: { name: props.name, namespace: props.namespace, labels: LABELS },
    spec: {
      schedule: props.schedule,
      timezone: "Etc/UTC",
      concurrencyPolicy: "Forbid",
      ...(props.onDemand ? { suspend: true } : {}),
      startingDeadlineSeconds: props.latestStartSeconds ?? LATEST_START_SECONDS,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        metadata: { labels: LABELS },
        spec: {
          backoffLimit: props.retries ?? RETRIES,
          activeDeadlineSeconds: props.deadlineSeconds,
          template: taskPod(props),
        },
      },
    },
  });
}
