import { describe, expect, it } from "vitest";
import { TeamSync, type TeamSyncProps } from "../../../constructs/keycloak";
import { ServiceEndpoint } from "../../../src/terraform";
import { only, synthesized } from "../../synth";

const KEYCLOAK = { pods: { name: "keycloak", namespace: "identity", labels: { app: "keycloak" } }, port: 8080 };

const PROPS: TeamSyncProps = {
  namespace: "identity",
  realm: "acme",
  teams: [
    { organization: "acme", team: "platform", role: "editor" },
    { organization: "acme", team: "leads", role: "admin" },
  ],
  service: new ServiceEndpoint("keycloak-keycloakx-http.identity.svc", 80, KEYCLOAK),
  token: { name: "team-sync", key: "token" },
  clientSecret: { name: "keycloak-realm", key: "teamSync" },
  schedule: "*/15 * * * *",
};

interface CronJob {
  readonly spec: {
    readonly job_template: {
      readonly spec: {
        readonly template: {
          readonly spec: {
            readonly container: readonly { readonly env: readonly object[] }[];
            readonly volume: readonly object[];
          };
        };
      };
    };
  };
}

function teamSync(props: Partial<TeamSyncProps> = {}) {
  const { resource } = synthesized((stack) => new TeamSync(stack, "teams", { ...PROPS, ...props }));
  const cronJob = only(resource, "kubernetes_cron_job_v1") as unknown as CronJob;
  return {
    cronJob,
    pod: cronJob.spec.job_template.spec.template.spec,
    files: only(resource, "kubernetes_config_map_v1") as unknown as {
      metadata: { name: string };
      data: Record<string, string>;
    },
  };
}

describe("TeamSync", () => {
  it("runs by its schedule, one at a time, and leaves what fails to the next run", () => {
    expect(teamSync().cronJob).toMatchObject({
      metadata: { name: "team-sync", namespace: "identity" },
      spec: {
        schedule: "*/15 * * * *",
        timezone: "Etc/UTC",
        concurrency_policy: "Forbid",
        starting_deadline_seconds: 300,
        successful_jobs_history_limit: 1,
        failed_jobs_history_limit: 3,
        job_template: { spec: { backoff_limit: 0, active_deadline_seconds: 600 } },
      },
    });
  });

  it("has its secrets as references, and a dry run where one is wanted", () => {
    const env = (props?: Partial<TeamSyncProps>) => teamSync(props).pod.container[0]?.env;
    expect(env()).toEqual(
      expect.arrayContaining([
        { name: "GITHUB_API", value: "https://api.github.com" },
        { name: "DRY_RUN", value: "false" },
        { name: "GITHUB_TOKEN", value_from: { secret_key_ref: { name: "team-sync", key: "token" } } },
        {
          name: "TEAM_SYNC_CLIENT_SECRET",
          value_from: { secret_key_ref: { name: "keycloak-realm", key: "teamSync" } },
        },
      ]),
    );
    expect(env({ dryRun: true, githubApi: "https://git.acme.dev/api/v3" })).toEqual(
      expect.arrayContaining([
        { name: "GITHUB_API", value: "https://git.acme.dev/api/v3" },
        { name: "DRY_RUN", value: "true" },
      ]),
    );
  });

  it("reads scripts and teams from files that are named by what is in them", () => {
    const { files, pod } = teamSync();
    expect(Object.keys(files.data)).toEqual(["github.mjs", "keycloak.mjs", "plan.mjs", "sync.mjs", "teams.json"]);
    expect(JSON.parse(files.data["teams.json"] ?? "")).toEqual([
      { organization: "acme", team: "platform", group: "editors" },
      { organization: "acme", team: "leads", group: "admins" },
    ]);
    expect(pod.volume[0]).toMatchObject({ config_map: { name: files.metadata.name } });
    expect(teamSync({ teams: [] }).files.metadata.name).not.toBe(files.metadata.name);
  });

  it("passes Pod Security restricted", () => {
    expect(teamSync().pod).toMatchObject({
      automount_service_account_token: false,
      security_context: { run_as_non_root: true, seccomp_profile: { type: "RuntimeDefault" } },
      container: [{ security_context: { read_only_root_filesystem: true, capabilities: { drop: ["ALL"] } } }],
    });
  });
});
