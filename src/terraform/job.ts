import type { Construct } from "constructs";
import type { Dependable } from "./component";
import { LABELS } from "./labels";
import { lightResource } from "./light-resource";
import { type Step, type TaskPodProps, taskPod } from "./pod";
import { resource } from "./resource";

export interface JobProps extends Omit<Step, "name"> {
  readonly namespace: string;
  /** A Job cannot be changed: give another name to what is to run again. */
  readonly name: string;
  /** What its pods are called, whatever the Job's name is. */
  readonly app: string;
  /** Secret of type kubernetes.io/dockerconfigjson to pull its image by. @default - none */
  readonly pullSecret?: string | undefined;
  /** ConfigMap whose keys are the files of a folder. */
  readonly files: TaskPodProps["files"];
  /** How long the Job may take, retries included. */
  readonly deadlineSeconds: number;
}

const RETRIES = 3;

/** The provider gives up after a minute, which a pod on a slow node can take to end. */
const DELETE_TIMEOUT = "300s";

const Job = lightResource("kubernetes_job_v1");

/** A Job that Terraform waits for. */
export function job(scope: Construct, id: string, props: JobProps): Dependable {
  return resource(Job, scope, id, {
    metadata: { name: props.name, namespace: props.namespace, labels: LABELS },
    spec: {
      backoffLimit: RETRIES,
      activeDeadlineSeconds: props.deadlineSeconds,
      template: taskPod({
        name: props.app,
        pullSecret: props.pullSecret,
        steps: [{ ...props, name: "job" }],
        files: props.files,
      }),
    },
    waitForCompletion: true,
    timeouts: { create: `${props.deadlineSeconds + 60}s`, delete: DELETE_TIMEOUT },
  });
}
