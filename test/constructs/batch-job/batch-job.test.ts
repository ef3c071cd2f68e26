import { describe, expect, it } from "vitest";
import { BatchJob, type BatchJobProps } from "../../../constructs/batch-job";
import { ServiceEndpoint } from "../../../src/terraform";
import { only, synthesized } from "../../synth";

const GATEWAY = {
  pods: { name: "pushgateway", namespace: "observability", labels: { app: "pushgateway" } },
  port: 9091,
};

const PROPS: BatchJobProps = {
  namespace: "batch",
  name: "token-push",
  schedule: "58 * * * *",
  image: "registry.acme.dev/tokens:1.0",
  command: ["token-push"],
  resources: { cpu: "50m", memory: "64Mi", memoryLimit: "128Mi" },
  push: new ServiceEndpoint("pushgateway.observability.svc", 9091, GATEWAY),
  metrics: { uid: "prometheus", type: "prometheus", name: "Prometheus", url: "http://p", jsonData: {} },
};

function made(props: Partial<BatchJobProps> = {}) {
  let job: BatchJob | undefined;
  const { resource } = synthesized((stack) => {
    job = new BatchJob(stack, "tokens", { ...PROPS, ...props });
  });
  // biome-ignore lint/suspicious/noExplicitAny: a tree of another program's making
  const { spec } = only(resource, "kubernetes_cron_job_v1") as any;
  // biome-ignore lint/suspicious/noExplicitAny: the same
  const maps = Object.values(resource.kubernetes_config_map_v1 ?? {}) as any[];
  const rules = maps.find(({ metadata }) => metadata.name.startsWith("grafana-alerts"));
  return {
    job,
    spec,
    pod: spec.job_template.spec.template.spec,
    rules: { ...rules, text: JSON.stringify(rules.data) },
    files: maps.find((map) => map !== rules),
  };
}

describe("BatchJob", () => {
  it("runs by its schedule, knows where to push, and ends before the next run", () => {
    const { spec, pod, files } = made();
    expect(spec).toMatchObject({
      schedule: "58 * * * *",
      job_template: { spec: { backoff_limit: 2, active_deadline_seconds: 3600 } },
    });
    expect(pod.container[0]).toMatchObject({
      image: "registry.acme.dev/tokens:1.0",
      command: ["token-push"],
      env: [{ name: "PUSHGATEWAY_URL", value: "http://pushgateway.observability.svc:9091" }],
      resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "128Mi" } },
    });
    expect(files).toBeUndefined();
    expect(pod.volume).toHaveLength(1);
  });

  it("brings its alerts as a file of Grafana, by the longest time between two runs", () => {
    const { job, rules } = made();
    expect({ job: job?.job, interval: job?.interval }).toEqual({ job: "token-push", interval: "1h" });
    expect(rules.metadata).toMatchObject({
      name: "grafana-alerts-batch-token-push",
      namespace: "batch",
      labels: { grafana_alert: "1" },
    });
    for (const name of ["TokenPushOverdue", "TokenPushUnseen", "TokenPushPushRefused"])
      expect(rules.text).toContain(name);
  });

  it("takes secrets, files, its own job name, interval and deadline", () => {
    const { job, spec, pod, files, rules } = made({
      job: "managed_tokens",
      interval: "2h",
      overdue: 3,
      severity: "critical",
      environment: { MODE: "all" },
      secrets: { KEY: { name: "tokens", key: "key" } },
      files: { folder: "/etc/tokens", data: { "tokens.yml": "a: 1\n" } },
      deadlineSeconds: 360,
      retries: 0,
    });
    expect(job?.interval).toBe("2h");
    expect(spec.job_template.spec).toMatchObject({ backoff_limit: 0, active_deadline_seconds: 360 });
    expect(pod.container[0].env).toEqual([
      { name: "PUSHGATEWAY_URL", value: "http://pushgateway.observability.svc:9091" },
      { name: "MODE", value: "all" },
      { name: "KEY", value_from: { secret_key_ref: { name: "tokens", key: "key" } } },
    ]);
    expect(files.data).toEqual({ "tokens.yml": "a: 1\n" });
    expect(pod.volume[0]).toMatchObject({ config_map: { name: files.metadata.name } });
    expect(rules.text).toContain("ManagedTokensOverdue");
    expect(rules.text).toContain("critical");
  });

  it("is wired to the gateway, and to what else it calls", () => {
    const { job } = made({ calls: ["https://vault.acme.dev:8200"] });
    const pods = { name: "token-push", namespace: "batch", labels: { "app.kubernetes.io/name": "token-push" } };
    expect(job?.wires).toEqual([
      { from: pods, to: GATEWAY.pods, ports: [9091] },
      { from: pods, to: "anywhere", ports: [8200] },
    ]);
  });

  it("refuses runs so rare that its alert could never fire", () => {
    expect(() => made({ schedule: "0 4 * * 0" })).toThrow(
      'batch job "token-push": 2 runs every 7d are as long as its series are remembered, 7d: nobody would be told',
    );
  });
});
