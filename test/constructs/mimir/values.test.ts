import { describe, expect, it } from "vitest";
import { type MimirValuesProps, mimirValues } from "../../../constructs/mimir";
import type { mimirConfig } from "../../../constructs/mimir/config";
import { mimirPods } from "../../../src/sizing/mimir";

const BUCKET = {
  name: "acme-metrics",
  region: "lon1",
  endpoint: "https://lon1.digitaloceanspaces.com",
  accessKeyId: { name: "mimir-bucket", key: "id", revision: "1" },
  secretAccessKey: { name: "mimir-bucket", key: "secret", revision: "1" },
};
const PROPS: MimirValuesProps = {
  retention: "365d",
  replicationFactor: 1,
  pods: mimirPods(1),
  limits: { series: 150_000, samplesPerSecond: 15_000 },
  volume: "10Gi",
  bucket: BUCKET,
};
const THREE = { replicationFactor: 3, pods: mimirPods(3), size: "standard" } as const;
const PARTS = [
  "compactor",
  "distributor",
  "ingester",
  "querier",
  "query_frontend",
  "query_scheduler",
  "store_gateway",
] as const;
const CACHES = ["chunks-cache", "index-cache", "metadata-cache", "results-cache"] as const;

const OFF = ["kafka", "minio", "rollout_operator", "alertmanager", "ruler", "overrides_exporter"] as const;

/** What is looked at of a part of Mimir, as its chart takes it. */
interface Part {
  readonly replicas: number;
  readonly resources: unknown;
  readonly env: readonly unknown[];
  readonly podAnnotations: unknown;
  readonly livenessProbe: { readonly httpGet: unknown };
  readonly persistentVolume: unknown;
  readonly affinity: {
    readonly podAntiAffinity: { readonly requiredDuringSchedulingIgnoredDuringExecution: readonly unknown[] };
  };
}

interface Cache {
  readonly resources: { readonly requests: { readonly memory: string } };
}

type Values = Readonly<
  Record<(typeof PARTS)[number] | "gateway", Part> &
    Record<(typeof CACHES)[number], Cache> &
    Record<(typeof OFF)[number], object> & { mimir: { structuredConfig: ReturnType<typeof mimirConfig> } }
>;

const values = (props: Partial<MimirValuesProps> = {}) => mimirValues({ ...PROPS, ...props }) as unknown as Values;
const config = (props: Partial<MimirValuesProps> = {}) => values(props).mimir.structuredConfig;

describe("mimirValues", () => {
  it("runs the architecture without Kafka, and nothing that Prometheus and Grafana do", () => {
    expect(config().ingest_storage).toEqual({ enabled: false });
    expect(config().ingester.push_grpc_method_enabled).toBe(true);
    for (const part of OFF) expect({ part, ...values()[part] }).toEqual({ part, enabled: false });
  });

  it("names the bucket's keys, and gives them to the pods alone that read or write it", () => {
    expect(config().blocks_storage.s3).toEqual({
      bucket_name: "acme-metrics",
      endpoint: "lon1.digitaloceanspaces.com",
      region: "lon1",
      access_key_id: "${AWS_ACCESS_KEY_ID}",
      secret_access_key: "${AWS_SECRET_ACCESS_KEY}",
      bucket_lookup_type: "auto",
      insecure: false,
    });
    const withKeys = PARTS.filter((part) => JSON.stringify(values()[part].env ?? []).includes("mimir-bucket"));
    expect(withKeys).toEqual(["compactor", "ingester", "querier", "store_gateway"]);
    expect(values().ingester.env).toEqual([
      { name: "AWS_ACCESS_KEY_ID", valueFrom: { secretKeyRef: { name: "mimir-bucket", key: "id" } } },
      { name: "AWS_SECRET_ACCESS_KEY", valueFrom: { secretKeyRef: { name: "mimir-bucket", key: "secret" } } },
    ]);
  });

  it("starts those pods anew when a key has changed, and no others", () => {
    const rotated = { ...BUCKET, secretAccessKey: { ...BUCKET.secretAccessKey, revision: "2" } };
    const [before, after] = [values(), values({ bucket: rotated })];
    const changed = PARTS.filter(
      (part) => JSON.stringify(before[part].podAnnotations) !== JSON.stringify(after[part].podAnnotations),
    );
    expect(changed).toEqual(["compactor", "ingester", "querier", "store_gateway"]);
  });

  it("speaks plain HTTP and paths to a store that wants them", () => {
    const bucket = { ...BUCKET, endpoint: "http://minio.storage:9000", pathStyle: true };
    expect(config({ bucket }).blocks_storage.s3).toMatchObject({
      endpoint: "minio.storage:9000",
      insecure: true,
      bucket_lookup_type: "path",
    });
  });

  it("keeps one copy in one pod of each kind", () => {
    expect(config().ingester.ring.replication_factor).toBe(1);
    expect(config().store_gateway.sharding_ring.replication_factor).toBe(1);
    for (const part of PARTS) expect({ part, replicas: values()[part].replicas }).toEqual({ part, replicas: 1 });
  });

  it("keeps three copies on three nodes", () => {
    const { ingester, store_gateway, querier, compactor, gateway } = values(THREE);
    expect(config(THREE).ingester.ring.replication_factor).toBe(3);
    expect([ingester, store_gateway, querier, compactor, gateway].map(({ replicas }) => replicas)).toEqual([
      3, 2, 2, 1, 2,
    ]);
    const [term] = ingester.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution;
    expect(term).toEqual({
      labelSelector: { matchLabels: { "app.kubernetes.io/name": "mimir", "app.kubernetes.io/component": "ingester" } },
      topologyKey: "kubernetes.io/hostname",
    });
  });

  it("asks no more copies of blocks than there are store gateways", () => {
    const pods = { ...mimirPods(3), storeGateway: 1 };
    expect(config({ ...THREE, pods }).store_gateway.sharding_ring.replication_factor).toBe(1);
  });

  it("deletes by the hour, and takes what piled up at once", () => {
    expect(config().limits).toEqual({
      compactor_blocks_retention_period: "8760h",
      max_global_series_per_user: 150_000,
      ingestion_rate: 15_000,
      ingestion_burst_size: 150_000,
      max_label_names_per_series: 60,
      max_global_exemplars_per_user: 100_000,
      out_of_order_time_window: "30m",
    });
  });

  it("has no caches where it is small, and those of its size elsewhere", () => {
    for (const cache of CACHES) expect(values()[cache]).toEqual({ enabled: false });
    for (const [size, allocatedMemory] of [
      ["standard", 256],
      ["large", 1024],
    ] as const)
      for (const cache of CACHES) {
        const { resources, ...rest } = values({ size })[cache];
        expect(rest).toEqual({ enabled: true, allocatedMemory });
        expect(Number.parseInt(resources.requests.memory, 10)).toBeGreaterThan(allocatedMemory);
      }
  });

  it("lets a store gateway fill its limit, not its request", () => {
    expect(values().store_gateway.resources).toMatchObject({
      requests: { memory: "128Mi" },
      limits: { memory: "512Mi" },
    });
    expect(values().store_gateway.env).toContainEqual({ name: "GOMEMLIMIT", value: "460MiB" });
  });

  it("has volumes where something is kept between restarts, of the class that is asked for", () => {
    const volumes = PARTS.filter((part) => values()[part].persistentVolume !== undefined);
    expect(volumes).toEqual(["compactor", "ingester", "store_gateway"]);
    expect(values({ storageClass: "fast" }).ingester.persistentVolume).toEqual({
      enabled: true,
      size: "10Gi",
      storageClass: "fast",
    });
  });

  it("asks every part whether it is alive, and says where its metrics are", () => {
    for (const part of PARTS) {
      const { livenessProbe, podAnnotations } = values()[part];
      expect(livenessProbe.httpGet).toEqual({ path: "/api/v1/status/buildinfo", port: "http-metrics" });
      expect(podAnnotations).toMatchObject({ "prometheus.io/scrape": "true", "prometheus.io/port": "8080" });
    }
  });
});
