import { describe, expect, it } from "vitest";
import { ManagedTokens, type ManagedTokensProps } from "../../../constructs/managed-tokens";
import { policiesOf } from "../../../src/network";
import { wiresUnder } from "../../../src/terraform";
import { role, type Section, tokensConfig } from "../../managed-tokens/section";
import { only, type Synthesized, synthesized } from "../../synth";

const SLACK = { name: "managed-tokens-slack", key: "notifications" };
const KEYTAB = { name: "keytabs", key: "dunepro.keytab" };

function props(changes: Section = {}): ManagedTokensProps {
  return {
    namespace: "managed-tokens",
    config: tokensConfig(changes),
    told: {
      metrics: { url: "http://gateway.example.org:9091" },
      logs: { url: "http://loki.example.org:3100" },
    },
    secrets: {
      slack: { notifications: SLACK },
      ferry: { cert: { name: "ferry", key: "cert" }, key: { name: "ferry", key: "key" } },
      keytabs: { "dunepro.keytab": KEYTAB },
    },
  };
}

const resources = (changes: Section = {}, others: Partial<ManagedTokensProps> = {}) =>
  synthesized((stack) => new ManagedTokens(stack, "tokens", { ...props(changes), ...others })).resource;

type Resources = Synthesized["resource"];

// biome-ignore lint/suspicious/noExplicitAny: resources as Terraform has them
function cronJob(all: Resources, name: string): any {
  // biome-ignore lint/suspicious/noExplicitAny: the same
  return Object.values(all.kubernetes_cron_job_v1 ?? {}).find(({ metadata }) => (metadata as any).name === name);
}

const podOf = (all: Resources, name: string) => cronJob(all, name).spec.job_template.spec.template.spec;

describe("the workloads", () => {
  it("run by the clock, once at a time, and are not tried again", () => {
    const all = resources();
    expect(cronJob(all, "token-push").spec).toMatchObject({
      schedule: "58 * * * *",
      timezone: "Etc/UTC",
      concurrency_policy: "Forbid",
      starting_deadline_seconds: 120,
      successful_jobs_history_limit: 1,
      failed_jobs_history_limit: 3,
      job_template: { spec: { backoff_limit: 0, active_deadline_seconds: 360 } },
    });
    expect(cronJob(all, "refresh-uids-from-ferry").spec).toMatchObject({ schedule: "30 6 * * *" });
    expect(cronJob(all, "token-push").spec).not.toHaveProperty("suspend");
  });

  it("leave onboarding to people, with time to sign in", () => {
    const { spec } = cronJob(resources(), "managed-tokens-onboarding");
    expect(spec).toMatchObject({ suspend: true, job_template: { spec: { active_deadline_seconds: 1200 } } });
    expect(spec.job_template.spec.template.spec.container[0]).toMatchObject({
      command: [
        "/bin/sh",
        "-c",
        'exec token-push --configfile /etc/managed-tokens/managedTokens.json --run-onboarding --service "$SERVICE" $${PUSH:+--push-tokens}',
      ],
      env: [
        { name: "HOME", value: "/tmp" },
        { name: "SERVICE", value: "" },
        { name: "PUSH", value: "" },
      ],
    });
  });

  it("run as one user that is not root, on one node, and may write where the program has to", () => {
    const pod = podOf(resources({ user: { name: "rexbatch", uid: 47535 } }), "token-push");
    expect(pod).toMatchObject({
      restart_policy: "Never",
      automount_service_account_token: false,
      security_context: {
        run_as_non_root: true,
        run_as_user: "47535",
        run_as_group: "47535",
        fs_group: "47535",
        seccomp_profile: { type: "RuntimeDefault" },
        sysctl: [{ name: "net.ipv4.ping_group_range", value: "47535 47535" }],
      },
      affinity: {
        pod_affinity: {
          required_during_scheduling_ignored_during_execution: [
            {
              topology_key: "kubernetes.io/hostname",
              label_selector: { match_labels: { "belvedere.dev/volume": "managed-tokens" } },
            },
          ],
        },
      },
    });
    for (const container of [...pod.init_container, ...pod.container])
      expect(container.security_context).toEqual({
        run_as_non_root: true,
        allow_privilege_escalation: false,
        read_only_root_filesystem: true,
        capabilities: { drop: ["ALL"] },
      });
    const writable = pod.container[0].volume_mount.filter((mount: object) => !("read_only" in mount));
    expect(writable.map((mount: { mount_path: string }) => mount.mount_path)).toEqual([
      "/tmp",
      "/etc/managed-tokens",
      "/var/lib/managed-tokens",
      "/var/log/managed-tokens",
    ]);
  });

  it("share a volume of one node", () => {
    const claim = only(resources({ volume: "2Gi" }, { storageClass: "fast" }), "kubernetes_persistent_volume_claim_v1");
    expect(claim).toMatchObject({
      spec: {
        access_modes: ["ReadWriteOnce"],
        resources: { requests: { storage: "2Gi" } },
        storage_class_name: "fast",
      },
      wait_until_bound: false,
    });
  });

  it("see the keytabs where tokens are pushed, and FERRY's certificate where UIDs are asked for", () => {
    const all = resources({ ferry: { host: "https://ferry.example.org", caConfigMap: "authorities" } });
    const volumes = (name: string) =>
      podOf(all, name).volume.filter((volume: { name: string }) => /keytabs|ferry|authorities/.test(volume.name));
    const secret = (name: string, optional: boolean, items: object) => ({ secret: { name, optional, items } });
    expect(volumes("token-push")).toEqual([
      {
        name: "keytabs",
        projected: {
          default_mode: "0400",
          sources: [secret("keytabs", true, [{ key: "dunepro.keytab", path: "dunepro.keytab" }])],
        },
      },
    ]);
    const files = [
      { key: "cert", path: "tls.crt" },
      { key: "key", path: "tls.key" },
    ];
    expect(volumes("refresh-uids-from-ferry")).toEqual([
      { name: "ferry", projected: { default_mode: "0400", sources: [secret("ferry", false, files)] } },
      { name: "authorities", config_map: { name: "authorities" } },
    ]);
  });

  it("hand Slack's address to the step that fills the file, and to no other", () => {
    const { init_container: before, container } = podOf(resources(), "token-push");
    expect(before[0].env).toEqual([
      { name: "SLACK_URL", value_from: { secret_key_ref: { name: SLACK.name, key: SLACK.key } } },
    ]);
    expect(JSON.stringify(container)).not.toContain("secret_key_ref");
  });

  it("bound the memory of a push as the config says", () => {
    expect(podOf(resources({ memory: "2Gi" }), "token-push").container[0].resources).toEqual({
      requests: { cpu: "100m", memory: "512Mi" },
      limits: { memory: "2048Mi" },
    });
  });

  it("pull a copy of the image, where there is a registry for all", () => {
    const images = { registry: "registry.acme.dev/mirror", pullSecret: "login" };
    const pod = podOf(resources({}, { images }), "token-push");
    expect(pod.container[0].image).toBe("registry.acme.dev/mirror/managed-tokens:0.17.1");
    expect(pod.image_pull_secrets).toEqual([{ name: "login" }]);
  });
});

/** What each run may call: the ports, by where they are open to. */
function calls(changes: Section = {}): Readonly<Record<string, readonly string[]>> {
  let policies: ReturnType<typeof policiesOf> = [];
  synthesized((stack) => {
    new ManagedTokens(stack, "tokens", props(changes));
    policies = policiesOf(wiresUnder(stack));
  });
  return Object.fromEntries(
    policies.map(({ pods, egress, ingress }) => {
      expect(ingress).toEqual([]);
      return [pods.name, egress.map(({ peer, ports }) => `${JSON.stringify(peer)} ${ports}`)];
    }),
  );
}

const ANYWHERE = '{"anywhere":true}';

describe("the network", () => {
  it("is open at the ports that a run needs", () => {
    expect(calls()).toEqual({
      "token-push": [`${ANYWHERE} 22,25,88,3100,8200,9091,9618`],
      // No metrics of its own.
      "managed-tokens-onboarding": [`${ANYWHERE} 22,25,88,3100,8200,9618`],
      "refresh-uids-from-ferry": [`${ANYWHERE} 25,3100,8445,9091`],
    });
  });

  it("is open to Slack only where there is an address", () => {
    const notifications = { adminEmail: ["a@example.org"], slackAlertsUrl: { env: "URL" } };
    expect(calls({ notifications })["refresh-uids-from-ferry"]).toEqual([
      '{"addresses":["0.0.0.0/0","::/0"]} 443',
      `${ANYWHERE} 25,3100,8445,9091`,
    ]);
  });

  it("is open for pings to the networks of the nodes, and at ports of their own", () => {
    const ports = calls({
      ping: { networks: ["192.0.2.0/24"] },
      ssh: { port: 2222 },
      condorCollectorHost: ["collector.example.org:9619"],
      condor: { port: 9700, credds: ["credd.example.org:9620"] },
      experiments: { dune: { roles: { production: role({ sshOptionsOverride: ["Port=2200"] }) } } },
    });
    expect(ports["token-push"]).toEqual([
      '{"addresses":["192.0.2.0/24"]} all',
      `${ANYWHERE} 25,88,2200,2222,3100,8200,9091,9619,9620,9700`,
    ]);
  });
});
