import { type ImageSource, mirrored } from "../../src/charts";
import type { ManagedTokensConfig } from "../../src/config/schema/managed-tokens";
import { RUNS, type Run } from "../../src/managed-tokens/jobs";
import { TOKENS_FILE, tokensFile } from "../../src/managed-tokens/render";
import { systemFiles } from "../../src/managed-tokens/system-files";
import type { TaskPodProps } from "../../src/terraform/pod";
import { digest, scripts } from "../script-files";
import { runPod, type TokensSecrets } from "./run-pod";
import type { ToldParts } from "./wires";

export interface RunPodsProps {
  readonly config: ManagedTokensConfig;
  readonly told: ToldParts;
  readonly secrets: TokensSecrets;
  /** Registry that holds a copy of the image, and the Secret to pull by. @default - the image's own registry */
  readonly images?: ImageSource | undefined;
}

type FileProps = Pick<RunPodsProps, "config" | "told" | "secrets">;

/** What stands in the template where Slack's addresses belong. */
const PLACES = { notifications: "@notifications@", notificationsTest: "@notifications-test@" } as const;

const NAME = "managed-tokens";

/** The pods of every run, with the ConfigMaps that they name. */
export function runPods({ config, told, secrets, images = {} }: RunPodsProps): Readonly<Record<Run, TaskPodProps>> {
  const files = systemFiles(config);
  const common = {
    config,
    secrets,
    image: mirrored(config.image, images.registry),
    pullSecret: images.pullSecret,
    systemFiles: files,
    systemMap: systemMap(config).name,
  };
  const pods = RUNS.map((run) => [
    run,
    runPod({ ...common, run, fileMap: fileMap({ config, told, secrets }, run).name }),
  ]);
  return Object.fromEntries(pods) as Readonly<Record<Run, TaskPodProps>>;
}

interface NamedData {
  readonly id: string;
  readonly name: string;
  readonly data: Readonly<Record<string, string>>;
}

/** Every ConfigMap of the service. */
export function configMaps(props: FileProps): readonly NamedData[] {
  return [systemMap(props.config), ...RUNS.map((run) => fileMap(props, run))];
}

/** The run's file, without what is secret of it, and the script that puts it in. */
function fileMap({ config, told, secrets: { slack } }: FileProps, run: Run): NamedData {
  const file = tokensFile(config, {
    run,
    telemetry: { pushgateway: told.metrics.url, loki: told.logs.url, traces: told.traces?.url },
    slack: {
      notifications: slack.notifications && PLACES.notifications,
      notificationsTest: slack.notificationsTest && PLACES.notificationsTest,
    },
  });
  return named(`file-${run}`, { ...scripts(__dirname, ["fill-config.sh"]), [TOKENS_FILE]: file });
}

function systemMap(config: ManagedTokensConfig): NamedData {
  return named("system", Object.fromEntries(systemFiles(config).map(({ name, content }) => [name, content])));
}

/** A name by content: a run never reads half of one set of files and half of another. */
function named(id: string, data: Readonly<Record<string, string>>): NamedData {
  return { id, name: `${NAME}-${id}-${digest(data)}`, data };
}
