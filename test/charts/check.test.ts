import { describe, expect, it } from "vitest";
import { type ChartName, checkValues, type HelmValues } from "../../src/charts";

/** Values that the charts take in silence, or refuse only at the cluster (facts/charts.md), and what is said of them here. */
const REFUSED: readonly (readonly [
  chart: ChartName,
  values: HelmValues,
  path: string,
  message: RegExp,
  paste?: string,
])[] = [
  ["grafana", { nope: 1 }, "nope", /^unknown key; allowed: ".*", and \d+ more$/],
  ["grafana", { replicas: "2" }, "replicas", /^got "2" \(a string\), must be an integer$/, "replicas: 2"],
  [
    "grafana",
    { persistence: { enabled: "true" } },
    "persistence.enabled",
    /^got "true" \(a string\), must be true or false$/,
    "persistence:\n  enabled: true",
  ],
  ["grafana", { persistence: { storageClass: "x" } }, "persistence.storageClass", /did you mean "storageClassName"\?/],
  ["grafana", { sidecar: { dashboard: { enabled: true } } }, "sidecar.dashboard", /did you mean "dashboards"\?/],
  [
    "loki",
    { singleBinary: { persistance: { enabled: true } } },
    "singleBinary.persistance",
    /^unknown key, did you mean "persistence"\? allowed: "persistence", /,
    "singleBinary:\n  persistence:",
  ],
  ["loki", { chunkCache: { enabled: false } }, "chunkCache", /did you mean "chunksCache"\?/],
  ["loki", { chunksCache: { allocatedMemory: "512" } }, "chunksCache.allocatedMemory", /must be an integer/],
  [
    "loki",
    { loki: { authEnabled: false } },
    "loki.authEnabled",
    /did you mean "auth_enabled"\?/,
    "loki:\n  auth_enabled: false",
  ],
  ["loki", { singleBinary: "on" }, "singleBinary", /^got "on" \(a string\), must be a map$/],
  ["prometheus", { pushgateway: { enabled: false } }, "pushgateway", /did you mean "prometheus-pushgateway"\?/],
  ["prometheus", { nodeExporter: {} }, "nodeExporter", /did you mean "prometheus-node-exporter"\?/],
  ["prometheus", { server: { replicaCount: "1" } }, "server.replicaCount", /must be an integer/],
  ["prometheus", { extraScrapeConfigs: [{ job_name: "x" }] }, "extraScrapeConfigs", /^got a list, must be a string$/],
  ["traefik", { globalArguments: ["--x"] }, "globalArguments", /unknown key/],
  ["traefik", { logs: { level: "INFO" } }, "logs", /did you mean "log"\?/],
  ["traefik", { ports: { web: { redirectTo: "websecure" } } }, "ports.web.redirectTo", /unknown key/],
  ["traefik", { ports: { mine: { redirections: {} } } }, "ports.mine.redirections", /unknown key/],
  ["traefik", { deployment: { replicas: "2" } }, "deployment.replicas", /must be an integer/],
  ["alloy", { controler: { type: "daemonset" } }, "controler", /did you mean "controller"\?/],
  ["alloy", { alloy: { configmap: {} } }, "alloy.configmap", /did you mean "configMap"\?/],
];

/** Values in use (facts/charts.md "Fixed values", facts/charts-run.md section 1), and those that people know these charts by. */
const ACCEPTED: readonly (readonly [chart: ChartName, what: string, values: HelmValues])[] = [
  ["grafana", "any ini section", { "grafana.ini": { "auth.generic_oauth": { enabled: true }, own: { key: 1 } } }],
  [
    "grafana",
    "pieces of a pod",
    { affinity: { podAntiAffinity: {} }, nodeSelector: { pool: "a" }, podAnnotations: { x: "y" } },
  ],
  [
    "grafana",
    "a native sidecar",
    { sidecar: { datasources: { restartPolicy: "Always", startupProbe: { httpGet: { port: 8082 } } } } },
  ],
  [
    "loki",
    "its configuration",
    { loki: { limits_config: { retention_period: "744h" }, compactor: { retention_enabled: true } } },
  ],
  [
    "loki",
    "no token",
    { singleBinary: { automountServiceAccountToken: false }, sidecar: { rules: { enabled: false } } },
  ],
  [
    "loki",
    "a gateway that rolls",
    { gateway: { deploymentStrategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }, affinity: null } },
  ],
  ["loki", "the admin bucket of old values", { loki: { storage: { bucketNames: { admin: "x" } } } }],
  [
    "prometheus",
    "subcharts",
    { alertmanager: { config: { own: 1 } }, "prometheus-node-exporter": { namespaceOverride: "x" } },
  ],
  ["prometheus", "keys of comments", { server: { persistentVolume: { storageClass: "x" } } }],
  ["prometheus", "files", { serverFiles: { "own.yml": { groups: [] } }, extraScrapeConfigs: "- job_name: x" }],
  ["traefik", "an own port", { ports: { mqtt: { port: 1883, expose: { internal: true } } } }],
  ["traefik", "a redirection", { ports: { web: { http: { redirections: { entryPoint: { to: "websecure" } } } } } }],
  [
    "alloy",
    "the agent's pod",
    { alloy: { securityContext: { runAsUser: 0 } }, controller: { tolerations: [{ operator: "Exists" }] } },
  ],
  ["alloy", "globals of one's own", { global: { own: "x" } }],
];

describe("values of a release", () => {
  it.each(REFUSED.map((row) => ({ row, title: `${row[0]}: ${JSON.stringify(row[1])}` })))(
    "$title is refused",
    ({ row }) => {
      const [chart, values, path, message, paste] = row;
      const problems = checkValues(chart, values, `${chart}.values`);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatchObject({ path: `${chart}.values.${path}`, message: expect.stringMatching(message) });
      if (paste !== undefined) expect(problems[0]?.paste).toBe(paste);
    },
  );

  it.each(ACCEPTED)("%s: %s is accepted", (chart, _, values) => {
    expect(checkValues(chart, values, chart)).toEqual([]);
  });

  it("takes null anywhere, as it deletes a default", () => {
    expect(checkValues("grafana", { persistence: null, replicas: null, sidecar: { alerts: null } }, "")).toEqual([]);
  });

  it("names every problem at once", () => {
    const problems = checkValues("grafana", { nope: 1, replicas: "2", persistence: { size: 1, enabld: true } }, "g");
    expect(problems.map(({ path }) => path).sort()).toEqual([
      "g.nope",
      "g.persistence.enabld",
      "g.persistence.size",
      "g.replicas",
    ]);
  });

  it("quotes a key with a dot in a path, and takes no prefix for an answer", () => {
    expect(checkValues("grafana", { "grafana.ini": 1 }, "")[0]?.path).toBe('"grafana.ini"');
  });

  it("shows no value of a key that is named like a secret", () => {
    const text = JSON.stringify(
      checkValues("grafana", { admin: { paswordKey: "hunter2" }, adminPassword: ["hunter2"] }, ""),
    );
    expect(text).toContain("adminPassword");
    expect(text).not.toContain("hunter2");
  });

  it("shortens a long text in a message", () => {
    expect(checkValues("grafana", { replicas: "x".repeat(1000) }, "")[0]?.message.length).toBeLessThan(120);
  });

  it("is not fooled by keys that every object has", () => {
    expect(checkValues("loki", { constructor: {}, toString: 1 }, "").map(({ path }) => path)).toEqual([
      "constructor",
      "toString",
    ]);
    expect(checkValues("loki", JSON.parse('{"__proto__": {}}') as HelmValues, "")).toHaveLength(1);
  });
});
