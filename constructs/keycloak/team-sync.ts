import { join } from "node:path";
import type { Construct } from "constructs";
import { type ImageSource, mirrored } from "../../src/charts";
import { type GrafanaRole, roleGroup } from "../../src/identity/roles";
import { IMAGES } from "../../src/images";
import { toAddress } from "../../src/network";
import { taskResources } from "../../src/sizing/tasks";
import { Component, type ComponentProps, configMap, type SecretRef, type ServiceEndpoint } from "../../src/terraform";
import { cronJob } from "../../src/terraform/cron-job";
import { podsCalled } from "../../src/terraform/pod";
import { digest, scripts } from "../script-files";

export interface TeamSyncProps extends ComponentProps {
  readonly namespace: string;
  /** Registry that holds copies of the images, and the Secret to pull by. @default - each image's own registry */
  readonly images?: ImageSource | undefined;
  readonly realm: string;
  /** Teams at GitHub, each with what its members may do in Grafana. */
  readonly teams: readonly { readonly organization: string; readonly team: string; readonly role: GrafanaRole }[];
  /** Keycloak's service inside the cluster. */
  readonly service: ServiceEndpoint;
  /** Token that may read the members of the teams. */
  readonly token: SecretRef;
  /** Secret of the realm's client `team-sync`. */
  readonly clientSecret: SecretRef;
  /** When teams are read: a cron schedule in UTC. */
  readonly schedule: string;
  /** Only says what it would do. @default false */
  readonly dryRun?: boolean;
  /** API of a GitHub Enterprise Server. @default - api.github.com */
  readonly githubApi?: string | undefined;
}

const NAME = "team-sync";
const FOLDER = "/sync";
const DEADLINE_SECONDS = 600;
const GITHUB_API = "https://api.github.com";

/** Members of teams may enter: a CronJob brings the users of a realm into line with GitHub. */
export class TeamSync extends Component {
  constructor(scope: Construct, id: string, props: TeamSyncProps) {
    super(scope, id, props);
    const files = { ...scripts(join(__dirname, "sync-teams")), "teams.json": teamsFile(props) };
    // A name by content: a run never reads half of one set of files and half of another.
    const configMapName = `${NAME}-${digest(files)}`;
    configMap(this, "files", { namespace: props.namespace, name: configMapName, data: files });
    const githubApi = props.githubApi ?? GITHUB_API;
    cronJob(this, "sync", {
      namespace: props.namespace,
      name: NAME,
      schedule: props.schedule,
      pullSecret: props.images?.pullSecret,
      deadlineSeconds: DEADLINE_SECONDS,
      // What fails is done by the next run.
      retries: 0,
      latestStartSeconds: 300,
      files: { configMap: configMapName, folder: FOLDER },
      steps: [
        {
          name: "sync",
          image: mirrored(IMAGES.node, props.images?.registry),
          command: ["node", `${FOLDER}/sync.mjs`],
          environment: {
            KEYCLOAK_URL: props.service.url,
            KEYCLOAK_REALM: props.realm,
            GITHUB_API: githubApi,
            DRY_RUN: String(props.dryRun ?? false),
            NODE_OPTIONS: "--max-old-space-size=96",
          },
          secrets: { GITHUB_TOKEN: props.token, TEAM_SYNC_CLIENT_SECRET: props.clientSecret },
          resources: taskResources("team-sync"),
        },
      ],
    });
    const pods = podsCalled(props.namespace, NAME);
    this.connect(props.service.from(pods), toAddress(pods, githubApi));
  }
}

function teamsFile({ teams }: TeamSyncProps): string {
  const all = teams.map(({ organization, team, role }) => ({ organization, team, group: roleGroup(role) }));
  return `${JSON.stringify(all, null, 2)}\n`;
}
