import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { plain, problemsWith } from "./workspace";

type Change = Record<string, unknown>;

const MIMIR = { bucket: "zai-metrics" };
const nodes = (count: number, more: Change = {}) => ({ nodePools: { main: { size: "s-8vcpu-16gb", count, ...more } } });

/** A change to a valid client of two nodes, all that is said of it, and what to paste. */
const REFUSED: readonly (readonly [name: string, change: Change, said: readonly string[], paste?: unknown])[] = [
  [
    "no bucket",
    { mimir: { retention: "90d" } },
    [
      "mimir.bucket: is missing, must be 3 to 63 lower-case letters, digits and hyphens: pods of Mimir share no volume, so that metrics lie in a bucket or nowhere",
    ],
    { mimir: { bucket: "zai-metrics" } },
  ],
  [
    "a tenant that Mimir refuses",
    { mimir: { ...MIMIR, tenant: "../zai" } },
    [
      'mimir.tenant: got "../zai", must be letters, digits, dot, underscore, hyphen, start with a letter or digit, at most 150 characters',
    ],
    { mimir: { tenant: "zai" } },
  ],
  [
    "a retention shorter than that of Prometheus",
    { mimir: { ...MIMIR, retention: "7d" }, prometheus: { retention: "15d" } },
    [
      'mimir.retention: got "7d", must be at least prometheus.retention (15d): Prometheus would know more than the store behind it',
    ],
    { mimir: { retention: "15d" } },
  ],
  [
    "a retention of half hours",
    { mimir: { ...MIMIR, retention: "45030m" } },
    ['mimir.retention: got "45030m", must be whole hours, such as 751h'],
    { mimir: { retention: "751h" } },
  ],
  [
    "a retention shorter than a block",
    { mimir: { ...MIMIR, retention: "12h" }, prometheus: { retention: "2h" } },
    ['mimir.retention: got "12h", must be at least 24h, its longest block'],
    { mimir: { retention: "365d" } },
  ],
  [
    "two copies",
    { mimir: { ...MIMIR, replicationFactor: 2 } },
    ["mimir.replicationFactor: got 2, must be one of 1, 3"],
    { mimir: { replicationFactor: 3 } },
  ],
  [
    "three copies on two nodes",
    { mimir: { ...MIMIR, replicationFactor: 3 } },
    [
      "mimir.replicationFactor: got 3 on 2 nodes at most, must have 3: no two ingesters share a node, and tainted nodes take none",
    ],
    { mimir: { replicationFactor: 1 } },
  ],
  [
    "more ingesters than nodes",
    { mimir: { ...MIMIR, replicas: { ingester: 4 } } },
    [
      "mimir.replicas.ingester: got 4 ingesters on 2 nodes at most, must have 4: no two ingesters share a node, and tainted nodes take none",
    ],
    { mimir: { replicationFactor: 1 } },
  ],
  [
    "fewer ingesters than copies",
    { mimir: { ...MIMIR, replicationFactor: 3, replicas: { ingester: 2 } }, cluster: nodes(3) },
    ["mimir.replicas.ingester: got 2, must be at least replicationFactor, 3: each copy is kept by another one"],
    { mimir: { replicas: { ingester: 3 } } },
  ],
  [
    "a volume that hours of samples fill",
    { size: "standard", mimir: { ...MIMIR, volume: "5Gi" } },
    ['mimir.volume: got "5Gi", must be at least 8Gi: an ingester of size standard keeps hours of its series there'],
    { mimir: { volume: "8Gi" } },
  ],
  [
    "the bucket of the logs",
    { mimir: { bucket: "zai-logs" }, loki: { bucket: "zai-logs" } },
    [
      'mimir.bucket: got "zai-logs", which holds the logs; must be a bucket of its own: Mimir takes every folder of it for a tenant',
    ],
    { mimir: { bucket: "zai-logs-metrics" } },
  ],
  [
    "the bucket of the traces",
    { mimir: { bucket: "zai-traces" }, tracing: { bucket: "zai-traces" } },
    [
      'mimir.bucket: got "zai-traces", which holds the traces; must be a bucket of its own: Mimir takes every folder of it for a tenant',
    ],
    { mimir: { bucket: "zai-traces-metrics" } },
  ],
  [
    "the bucket of the states",
    { mimir: { bucket: "zai-states" }, backend: { type: "s3", bucket: "zai-states", region: "lon1" } },
    [
      'mimir.bucket: got "zai-states", which holds the states of Terraform; must be a bucket of its own: Mimir takes every folder of it for a tenant',
    ],
    { mimir: { bucket: "zai-states-metrics" } },
  ],
  [
    "a bucket that forgets before Mimir does",
    { mimir: MIMIR, buckets: { "zai-metrics": { expireAfter: "90d" } } },
    [
      'buckets.zai-metrics.expireAfter: got "90d", must be longer than mimir.retention (365d): the bucket would delete metrics that Mimir still lists',
    ],
    { buckets: { "zai-metrics": { expireAfter: "730d" } } },
  ],
  [
    "a region that Mimir would expand",
    { mimir: { ...MIMIR, endpoint: "https://s3.example.com", region: "${HOME}" } },
    ['mimir.region: got "${HOME}", must have neither $ nor {{ in it'],
  ],
  [
    "two default datasources",
    {
      mimir: { ...MIMIR, default: true },
      grafana: {
        datasources: { cloud: { type: "prometheus", url: "https://cloud.example", default: true } },
        uids: { cloud: "cloud" },
      },
    },
    ["mimir.default: got true, but grafana.datasources.cloud is the default already; must be one datasource only"],
    { mimir: { default: false } },
  ],
  [
    "its uid and its name in other hands",
    {
      mimir: MIMIR,
      grafana: { datasources: { mimir: { type: "prometheus", url: "https://m.example" } }, uids: { mimir: "mimir" } },
      prometheus: { remoteWrite: [{ name: "mimir", url: "https://m.example/push" }] },
    },
    [
      'prometheus.remoteWrite[0].name: got the name "mimir", which the platform\'s own Mimir has; must be one of its own',
      'grafana.datasources.mimir: got the uid "mimir", which the platform\'s own Mimir has; must be one of its own',
    ],
  ],
  [
    "a queue from which no full request can be made",
    { mimir: { ...MIMIR, queue: { capacity: 100 } } },
    ["mimir.queue: got a capacity of 100, must be at least maxSamplesPerSend, 2000: no request would ever be full"],
  ],
  [
    "a limit that guards from nothing",
    { mimir: { ...MIMIR, limits: { series: 1_000_000 } } },
    [
      "mimir.limits.series: got 1000000, more than twice what its ingesters (1 of size small, copies: 1) are made for, 100000: they would run out of memory before anything is refused",
    ],
    { mimir: { replicas: { ingester: 5 } } },
  ],
  [
    "a Kubernetes that its chart refuses",
    { mimir: MIMIR, cluster: { version: "1.31" } },
    [
      'cluster.version: got "1.31", which got its last fixes on 2025-11-11, must soon be a newer one, such as "1.36"',
      'cluster.version: got "1.31", must be at least "1.32" beside mimir: its chart admits nothing older',
    ],
    { cluster: { version: "1.36" } },
  ],
];

describe("Mimir in a config", () => {
  it.each(REFUSED.map(([name, change, said, paste]) => ({ name, change, said, paste })))(
    "is refused with $name",
    async ({ change, said, paste }) => {
      const problems = await problemsWith(change);
      expect(problems.map(plain).sort()).toEqual([...said].sort());
      const pasted = problems.map((problem) => (problem.paste === undefined ? undefined : parse(problem.paste)));
      expect(pasted).toContainEqual(paste);
    },
  );

  it("is taken with three copies on three nodes, and with a datasource of that name where there is none", async () => {
    expect(await problemsWith({ mimir: { ...MIMIR, replicationFactor: 3 }, cluster: nodes(3) })).toEqual([]);
    const datasources = { mimir: { type: "prometheus", url: "https://m.example" } };
    expect(await problemsWith({ grafana: { datasources, uids: { mimir: "mimir" } } })).toEqual([]);
  });
});
