import type { ManagedTokensConfig } from "../../src/config/schema/managed-tokens";
import { CONFIG_FOLDER, FERRY_FOLDER, LOG_FOLDER, STATE_FOLDER } from "../../src/managed-tokens/folders";
import type { Run } from "../../src/managed-tokens/jobs";
import { TOKENS_FILE } from "../../src/managed-tokens/render";
import type { SystemFile } from "../../src/managed-tokens/system-files";
import { quantityBytes } from "../../src/quantity";
import type { SecretRef } from "../../src/secret-source";
import { taskResources, tokenPushResources } from "../../src/sizing/tasks";
import type { Step, TaskPodProps } from "../../src/terraform/pod";
import type { PodVolume } from "../../src/terraform/pod-volumes";

/** Secrets of the service, by what they are for. */
export interface TokensSecrets {
  readonly slack: {
    readonly notifications?: SecretRef | undefined;
    readonly notificationsTest?: SecretRef | undefined;
  };
  readonly ferry: { readonly cert: SecretRef; readonly key: SecretRef };
  /** By the names of their files. */
  readonly keytabs: Readonly<Record<string, SecretRef>>;
}

/** What a pod of the service is made of. */
export interface RunPodProps {
  readonly run: Run;
  readonly config: ManagedTokensConfig;
  /** The image as the cluster pulls it. */
  readonly image: string;
  readonly pullSecret?: string | undefined;
  readonly secrets: TokensSecrets;
  /** ConfigMap with the run's file and the script that fills it. */
  readonly fileMap: string;
  /** ConfigMap with the files of the tools' system. */
  readonly systemMap: string;
  readonly systemFiles: readonly SystemFile[];
}

/** What its volume is called, and the label of the pods that share it. */
export const STATE_CLAIM = "managed-tokens";
export const SHARING = { "belvedere.dev/volume": STATE_CLAIM } as const;

/** What the pods of a run are called. */
export const POD_NAMES: Readonly<Record<Run, string>> = {
  "token-push": "token-push",
  "refresh-uids-from-ferry": "refresh-uids-from-ferry",
  onboarding: "managed-tokens-onboarding",
};

const TEMPLATES = "/etc/managed-tokens-template";
const SCRIPT = "fill-config.sh";
const FILL = "fill-config";
const FILE = `${CONFIG_FOLDER}/${TOKENS_FILE}`;

/** The service that is onboarded, and whether its tokens are pushed at once. */
export const ONBOARDING_VARIABLES = { service: "SERVICE", push: "PUSH" } as const;

const COMMANDS: Readonly<Record<Run, readonly string[]>> = {
  "token-push": ["token-push", "--configfile", FILE],
  "refresh-uids-from-ferry": ["refresh-uids-from-ferry", "--configfile", FILE],
  onboarding: [
    "/bin/sh",
    "-c",
    `exec token-push --configfile ${FILE} --run-onboarding --service "$SERVICE" \${PUSH:+--push-tokens}`,
  ],
};

/** The pod of one run: the file is filled, and then the program runs. */
export function runPod(props: RunPodProps): TaskPodProps {
  const { run, config, pullSecret } = props;
  return {
    name: POD_NAMES[run],
    pullSecret,
    user: config.user.uid,
    labels: SHARING,
    beside: SHARING,
    // Pings without a capability, by a setting that Pod Security takes for safe.
    sysctls: { "net.ipv4.ping_group_range": `${config.user.uid} ${config.user.uid}` },
    steps: [fillStep(props), runStep(props)],
    volumes: volumes(props),
  };
}

function fillStep({ image, secrets: { slack } }: RunPodProps): Step {
  const { notifications, notificationsTest } = slack;
  return {
    name: FILL,
    image,
    command: ["/bin/sh", `${TEMPLATES}/${SCRIPT}`, `${TEMPLATES}/${TOKENS_FILE}`, FILE],
    environment: {},
    secrets: {
      ...(notifications === undefined ? {} : { SLACK_URL: notifications }),
      ...(notificationsTest === undefined ? {} : { SLACK_TEST_URL: notificationsTest }),
    },
    resources: taskResources("fill-config"),
  };
}

function runStep({ run, image, config }: RunPodProps): Step {
  const { service, push } = ONBOARDING_VARIABLES;
  return {
    name: run,
    image,
    command: COMMANDS[run],
    environment: { HOME: "/tmp", ...(run === "onboarding" ? { [service]: "", [push]: "" } : {}) },
    resources: run === "token-push" ? tokenPushResources(quantityBytes(config.memory)) : taskResources(run),
  };
}

function volumes({ run, config, secrets, fileMap, systemMap, systemFiles }: RunPodProps): readonly PodVolume[] {
  const steps = [run];
  const { cert, key } = secrets.ferry;
  const common: readonly PodVolume[] = [
    { name: "template", source: { configMap: fileMap }, at: [{ path: TEMPLATES }], steps: [FILL] },
    { name: "config", source: { room: "8Mi", inMemory: true }, at: [{ path: CONFIG_FOLDER }], writable: true },
    {
      name: "system",
      source: { configMap: systemMap },
      at: systemFiles.map(({ path, name }) => ({ path, file: name })),
      steps,
    },
    { name: "state", source: { claim: STATE_CLAIM }, at: [{ path: STATE_FOLDER }], steps, writable: true },
    { name: "logs", source: { room: "256Mi" }, at: [{ path: LOG_FOLDER }], steps, writable: true },
  ];
  if (run !== "refresh-uids-from-ferry")
    // A keytab that is not there is a failure of its account, and of no other.
    return [
      ...common,
      {
        name: "keytabs",
        source: { secrets: secrets.keytabs, optional: true },
        at: [{ path: config.keytabPath }],
        steps,
      },
    ];
  const { caConfigMap, caPath } = config.ferry;
  return [
    ...common,
    { name: "ferry", source: { secrets: { "tls.crt": cert, "tls.key": key } }, at: [{ path: FERRY_FOLDER }], steps },
    ...(caConfigMap === undefined
      ? []
      : [{ name: "authorities", source: { configMap: caConfigMap }, at: [{ path: caPath }], steps }]),
  ];
}
