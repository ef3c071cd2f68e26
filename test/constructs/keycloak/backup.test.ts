import { describe, expect, it } from "vitest";
import { KeycloakBackup, type KeycloakBackupProps } from "../../../constructs/keycloak";
import { chartPin } from "../../../src/charts";
import { IMAGES } from "../../../src/images";
import { only, synthesized } from "../../synth";

const PROPS: KeycloakBackupProps = {
  namespace: "identity",
  database: {
    host: "keycloak-database",
    port: 5432,
    name: "keycloak",
    user: "keycloak",
    password: { name: "keycloak-database", key: "password" },
  },
  store: {
    bucket: "acme-backups",
    folder: "keycloak/acme-production",
    region: "lon1",
    endpoint: "https://lon1.digitaloceanspaces.com",
    pathStyle: false,
    accessKeyId: { name: "keycloak-backup", key: "accessKeyId" },
    secretAccessKey: { name: "keycloak-backup", key: "secretAccessKey" },
  },
  schedule: "17 3 * * *",
  keep: 14,
  largest: "2Gi",
};

interface Container {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string; readonly value_from?: unknown }[];
}

interface CronJob {
  readonly spec: {
    readonly job_template: {
      readonly spec: {
        readonly template: {
          readonly spec: {
            readonly init_container: readonly Container[];
            readonly container: readonly Container[];
            readonly volume: readonly unknown[];
          };
        };
      };
    };
  };
}

function backup(props: Partial<KeycloakBackupProps> = {}) {
  const { resource } = synthesized((stack) => new KeycloakBackup(stack, "backup", { ...PROPS, ...props }));
  const cronJob = only(resource, "kubernetes_cron_job_v1") as unknown as CronJob;
  const { init_container, container, volume } = cronJob.spec.job_template.spec.template.spec;
  return { resource, cronJob, steps: [...init_container, ...container], volume };
}

describe("KeycloakBackup", () => {
  it("never runs twice at once, ends in time, and tries again", () => {
    expect(backup().cronJob).toMatchObject({
      metadata: { name: "keycloak-backup", namespace: "identity" },
      spec: {
        schedule: "17 3 * * *",
        timezone: "Etc/UTC",
        concurrency_policy: "Forbid",
        starting_deadline_seconds: 3600,
        successful_jobs_history_limit: 1,
        failed_jobs_history_limit: 3,
        job_template: { spec: { active_deadline_seconds: 3600, backoff_limit: 2 } },
      },
    });
  });

  it("dumps with the tools of the server that it dumps, then stores", () => {
    const { steps } = backup();
    expect(steps.map(({ name, image, command }) => ({ name, image, script: command[1] }))).toEqual([
      { name: "dump", image: IMAGES.postgres, script: "/backup/dump-database.sh" },
      { name: "store", image: IMAGES.rclone, script: "/backup/store-dump.sh" },
    ]);
    const [, version] = IMAGES.postgres.split(":");
    expect(`${version}.0`).toBe(chartPin("postgres").appVersion);
  });

  it("gives each step its own secrets, as references", () => {
    const [dump, store] = backup().steps;
    const secret = (container?: Container) => container?.env.filter(({ value_from }) => value_from !== undefined);
    const reference = (name: string, from: string, key: string) => ({
      name,
      value_from: { secret_key_ref: { key, name: from } },
    });
    expect(secret(dump)).toEqual([reference("PGPASSWORD", "keycloak-database", "password")]);
    expect(secret(store)).toEqual([
      reference("RCLONE_CONFIG_STORE_ACCESS_KEY_ID", "keycloak-backup", "accessKeyId"),
      reference("RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY", "keycloak-backup", "secretAccessKey"),
    ]);
  });

  it("stores where it is told to, and keeps as many as it is told to", () => {
    const store = backup({ keep: 3, store: { ...PROPS.store, pathStyle: true } }).steps[1];
    expect(Object.fromEntries((store?.env ?? []).map(({ name, value }) => [name, value]))).toMatchObject({
      FOLDER: "acme-backups/keycloak/acme-production",
      KEEP: "3",
      RCLONE_CONFIG_STORE_ENDPOINT: "https://lon1.digitaloceanspaces.com",
      RCLONE_CONFIG_STORE_REGION: "lon1",
      RCLONE_CONFIG_STORE_FORCE_PATH_STYLE: "true",
    });
  });

  it("passes Pod Security restricted in every step, and writes to /tmp and its workspace alone", () => {
    const { steps, volume } = backup({ largest: "5Gi" });
    for (const step of steps)
      expect(step).toMatchObject({
        security_context: {
          allow_privilege_escalation: false,
          read_only_root_filesystem: true,
          run_as_non_root: true,
          capabilities: { drop: ["ALL"] },
        },
        volume_mount: [
          { mount_path: "/backup", read_only: true },
          { mount_path: "/tmp" },
          { mount_path: "/workspace" },
        ],
        resources: { requests: { cpu: "50m" }, limits: { memory: "256Mi" } },
      });
    expect(volume).toContainEqual({ name: "workspace", empty_dir: { size_limit: "5Gi" } });
  });
});
