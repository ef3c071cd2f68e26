import { describe, expect, it } from "vitest";
import { type Exported, Exporter, type ExporterProps, rabbitmqTargets, targetWire } from "../../../constructs/exporter";
import { only, synthesized } from "../../synth";

const POSTGRESQL: Exported = {
  type: "postgresql",
  host: "db1.zai.dev",
  port: 5432,
  database: "postgres",
  user: "monitoring",
  password: { name: "exporter-orders", key: "password", revision: "ORDERS 1" },
  tls: "require",
};

const AWS: Exported = {
  type: "cloudwatch",
  regions: ["eu-central-1", "eu-west-1"],
  metrics: [
    { namespace: "AWS/RDS", names: ["CPUUtilization"], statistics: ["Average"], tags: { environment: "production" } },
    { namespace: "AWS/SQS", names: ["NumberOfMessagesSent"], statistics: ["Sum"], tags: {} },
  ],
  period: "5m",
  assumeRole: "arn:aws:iam::123456789012:role/monitoring",
  accessKeyId: { name: "exporter-aws", key: "accessKeyId" },
  secretAccessKey: { name: "exporter-aws", key: "secretAccessKey" },
};

/** A Deployment as Terraform has it, as far as it is looked at here. */
interface Deployment {
  readonly lifecycle: unknown;
  readonly spec: {
    readonly strategy: { readonly rolling_update: unknown };
    readonly template: {
      readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
      readonly spec: { readonly container: readonly [Container] };
    };
  };
}

interface Container {
  readonly image: string;
  readonly env: readonly unknown[];
  readonly args: readonly string[];
}

function made(exported: Exported, props: Partial<ExporterProps> = {}) {
  let exporter: Exporter | undefined;
  const { resource } = synthesized((stack) => {
    exporter = new Exporter(stack, "it", {
      namespace: "observability",
      name: "orders",
      interval: "60s",
      exported,
      ...props,
    });
  });
  const { spec, lifecycle } = only(resource, "kubernetes_deployment_v1") as unknown as Deployment;
  return { resource, spec, lifecycle, container: spec.template.spec.container[0], exporter };
}

describe("Exporter", () => {
  it("is not restarted by a plan because somebody restarted it", () => {
    expect(made(POSTGRESQL).lifecycle).toEqual({
      ignore_changes: ['spec[0].template[0].metadata[0].annotations["kubectl.kubernetes.io/restartedAt"]'],
    });
  });

  it("asks PostgreSQL with a password out of a Secret", () => {
    const { container, spec, exporter } = made(POSTGRESQL);
    expect(container.image).toBe("quay.io/prometheuscommunity/postgres-exporter:v0.20.1");
    expect(container.env).toEqual([
      { name: "DATA_SOURCE_URI", value: "db1.zai.dev:5432/postgres?sslmode=require" },
      { name: "DATA_SOURCE_USER", value: "monitoring" },
      {
        name: "DATA_SOURCE_PASS",
        value_from: { secret_key_ref: { name: "exporter-orders", key: "password" } },
      },
    ]);
    expect(Object.keys(spec.template.metadata.annotations)).toEqual(["belvedere.dev/secrets"]);
    expect(exporter?.target).toMatchObject({
      exporter: "orders",
      system: "postgresql",
      instance: "db1.zai.dev:5432",
      address: { host: "exporter-orders.observability.svc", port: 9187 },
    });
    expect(exporter?.wires).toEqual([
      { from: expect.objectContaining({ name: "exporter-orders" }), to: "anywhere", ports: [5432] },
    ]);
  });

  it("asks Redis, with TLS and a user where it has them", () => {
    const redis: Exported = { type: "redis", host: "cache.zai.dev", port: 6379, tls: false };
    expect(made(redis).container.env).toEqual([{ name: "REDIS_ADDR", value: "redis://cache.zai.dev:6379" }]);
    const { env } = made({ ...redis, tls: true, user: "watch", password: { name: "s", key: "p" } }).container;
    expect(env).toEqual([
      { name: "REDIS_ADDR", value: "rediss://cache.zai.dev:6379" },
      { name: "REDIS_USER", value: "watch" },
      { name: "REDIS_PASSWORD", value_from: { secret_key_ref: { name: "s", key: "p" } } },
    ]);
  });

  it("tells AWS' exporter what to ask, in a file that holds no key", () => {
    const { container, resource } = made(AWS);
    const { data, metadata } = only(resource, "kubernetes_config_map_v1") as {
      readonly data: Readonly<Record<string, string>>;
      readonly metadata: { readonly name: string };
    };
    expect(container.args).toContain("-config.file=/config/cloudwatch.json");
    expect(metadata.name).toMatch(/^exporter-orders-[0-9a-f]{10}$/);
    expect(JSON.parse(data["cloudwatch.json"] ?? "")).toEqual({
      apiVersion: "v1alpha1",
      "sts-region": "eu-central-1",
      discovery: {
        jobs: [
          expect.objectContaining({
            type: "AWS/RDS",
            regions: ["eu-central-1", "eu-west-1"],
            roles: [{ roleArn: "arn:aws:iam::123456789012:role/monitoring" }],
            searchTags: [{ key: "environment", value: "production" }],
            period: 300,
            length: 300,
            metrics: [{ name: "CPUUtilization" }],
          }),
          expect.objectContaining({ type: "AWS/SQS", statistics: ["Sum"] }),
        ],
      },
    });
  });

  it("waits longer for Exoscale, which is asked for all that it has", () => {
    const key = { name: "exporter-exoscale", key: "apiKey" };
    const image = "registry.zai.dev/exoscale-exporter:0.3.0";
    const { exporter, container } = made({ type: "exoscale", image, apiKey: key, apiSecret: key }, { interval: "2m" });
    expect(container).toMatchObject({ image, port: [{ container_port: 9999 }] });
    expect(exporter?.target).toMatchObject({ interval: "2m", timeout: "60s" });
    expect(exporter?.wires).toMatchObject([{ to: "outside", ports: [443] }]);
  });

  it("passes restricted, keeps nothing, and needs no room to roll", () => {
    const { spec, container, resource } = made(POSTGRESQL, {
      images: { registry: "registry.zai.dev/mirror", pullSecret: "login" },
    });
    expect(spec.strategy.rolling_update).toEqual({ max_surge: "0", max_unavailable: "1" });
    expect(spec.template.spec).toMatchObject({
      image_pull_secrets: [{ name: "login" }],
      automount_service_account_token: false,
      security_context: { run_as_non_root: true, seccomp_profile: { type: "RuntimeDefault" } },
    });
    expect(container).toMatchObject({
      image: "registry.zai.dev/mirror/prometheuscommunity/postgres-exporter:v0.20.1",
      security_context: { allow_privilege_escalation: false, read_only_root_filesystem: true },
      resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "96Mi" } },
    });
    expect(only(resource, "kubernetes_service_v1").spec).toMatchObject({ port: [{ port: 9187, target_port: "http" }] });
  });
});

describe("rabbitmqTargets", () => {
  it("are two for each node: itself, and the queues that it leads", () => {
    const [node, queues, ...rest] = rabbitmqTargets({
      exporter: "broker",
      hosts: ["mq1.zai.dev", "mq2.shop.svc"],
      port: 15692,
      scheme: "http",
      interval: "60s",
    });
    expect(node).toMatchObject({ instance: "mq1.zai.dev:15692", address: { host: "mq1.zai.dev", port: 15692 } });
    expect(queues).toMatchObject({ path: "/metrics/detailed", parameters: { family: "queue_coarse_metrics" } });
    const prometheus = { name: "server", namespace: "observability", labels: {} };
    expect(rest.map((target) => targetWire(prometheus, target).to)).toEqual([{ podsOf: "shop" }, { podsOf: "shop" }]);
  });
});
