/** Defects of the post that show only in whole stacks (facts of 2026-11, "The DigitalOcean/LGTM post"). */
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { checkGrafanaValues } from "../../constructs/grafana";
import { chartNames, chartPin, serviceOf } from "../../src/charts";
import { type ClientInput, loadClient, parseClient } from "../../src/config";
import { InputError } from "../../src/problem";
import { releasesOf } from "../../stacks/releases";
import { synthesize } from "../../stacks/synthesize";
import { ACME, DROPLETS } from "./acme";

interface Json {
  readonly [key: string]: Json;
}
type Stacks = Readonly<Record<string, Json>>;

const ROOT = join(__dirname, "..", "..");
const EXAMPLES = readdirSync(join(ROOT, "clients")).map((name) => join(ROOT, "clients", name));

function stacksOf(config: Parameters<typeof synthesize>[0][number]): Stacks {
  const out = join(mkdtempSync(join(tmpdir(), "belvedere-defects-")), "out");
  const names = synthesize([config], out);
  return Object.fromEntries(
    names.map((name) => [name, JSON.parse(readFileSync(join(out, "stacks", name, "cdk.tf.json"), "utf8"))]),
  );
}

function releases(stack: Json | undefined): Readonly<Record<string, Json>> {
  const all = Object.values(stack?.resource?.helm_release ?? {});
  return Object.fromEntries(all.map((release) => [String(release.name), release]));
}

function valuesOf(stack: Json | undefined, release: string): Json {
  const [text] = Object.values(releases(stack)[release]?.values ?? {});
  return parse(String(text)) as Json;
}

function datasources(stack: Json | undefined): Readonly<Record<string, Json>> {
  const maps = Object.values(stack?.resource?.kubernetes_config_map_v1 ?? {});
  const text = maps.map((map) => map.data?.["datasources-platform.json"]).find((data) => data !== undefined);
  const { datasources: all } = JSON.parse(String(text)) as { datasources: Json[] };
  return Object.fromEntries(all.map((one) => [String(one.uid), one]));
}

const examples: Record<string, Stacks> = {};

beforeAll(async () => {
  for (const file of EXAMPLES) Object.assign(examples, { [file]: stacksOf((await loadClient(file)).config) });
});

const MINIMAL: ClientInput = { ...ACME, cluster: DROPLETS };

function problemsOf(input: unknown): string[] {
  try {
    parseClient(input as ClientInput);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
}

function withCluster(change: Record<string, unknown>): unknown {
  return { ...MINIMAL, cluster: { ...MINIMAL.cluster, ...change } };
}

describe("cluster", () => {
  it("defect 1: no cluster has two inline pools", () => {
    for (const stacks of Object.values(examples))
      for (const stack of Object.values(stacks))
        for (const cluster of Object.values(stack.resource?.digitalocean_kubernetes_cluster ?? {}))
          expect(cluster.node_pool).not.toBeInstanceOf(Array);
  });

  it("defect 2: a maximum without autoscaling cannot be written", () => {
    const pool = { size: "s-2vcpu-4gb", count: 1, max: 3 };
    expect(problemsOf(withCluster({ nodePools: { burst: pool } })).join()).toContain("cluster.nodePools.burst.max: ");
  });

  it("defect 3: sizes of 1 GB are refused", () => {
    const problems = problemsOf(withCluster({ nodePools: { main: { size: "s-1vcpu-1gb-amd", count: 1 } } }));
    expect(problems).toEqual([
      expect.stringMatching(/^cluster\.nodePools\.main\.size: got "s-1vcpu-1gb-amd", must be /),
    ]);
  });

  it("defect 4: a patch release of an ended line is refused", () => {
    expect(problemsOf(withCluster({ version: "1.30.4-do.0" }))).toEqual([
      expect.stringMatching(/^cluster\.version: got "1\.30\.4-do\.0", must be /),
    ]);
  });

  it("defect 5: registry integration is off unless a registry is named", () => {
    const [cluster] = Object.values(
      stacksOf(parseClient(MINIMAL))["acme-cluster"]?.resource?.digitalocean_kubernetes_cluster ?? {},
    );
    expect(cluster?.registry_integration).toBe(false);
    expect(problemsOf(withCluster({ registry: true }))).toHaveLength(1);
  });

  it("defect 6: what a destroy takes along has to be said", () => {
    expect(problemsOf(withCluster({ destroyAllAssociatedResources: undefined }))).toEqual([
      expect.stringMatching(/^cluster\.destroyAllAssociatedResources: /),
    ]);
  });

  it("defect 7: cluster and releases have states of their own, in order", () => {
    for (const stacks of Object.values(examples))
      for (const stack of Object.values(stacks))
        expect(
          Object.keys(stack.resource ?? {}).includes("digitalocean_kubernetes_cluster") &&
            "helm_release" in (stack.resource ?? {}),
        ).toBe(false);
  });

  it("defect 36: retired regions are refused", () => {
    expect(problemsOf(withCluster({ region: "ams1" }))).toEqual([
      expect.stringMatching(/^cluster\.region: got "ams1", must be /),
    ]);
  });
});

describe("Grafana", () => {
  const grafana = (name: string, stacks: Stacks) => valuesOf(stacks[name], "grafana");

  it("defects 8, 9, 10: the ini sections, mounts and the guard of every example are right", () => {
    for (const stacks of Object.values(examples))
      for (const name of Object.keys(stacks).filter((stack) => stack.endsWith("-observability"))) {
        const values = grafana(name, stacks);
        expect(checkGrafanaValues(values, "values")).toEqual([]);
      }
  });

  it("defects 13, 14: no two files of a kind have one name", () => {
    for (const stacks of Object.values(examples))
      for (const stack of Object.values(stacks)) {
        const keys = Object.values(stack.resource?.kubernetes_config_map_v1 ?? {})
          .filter(({ metadata }) => Object.keys(metadata?.labels ?? {}).some((label) => label.startsWith("grafana_")))
          .flatMap((map) => Object.keys(map.data ?? {}));
        expect(new Set(keys).size).toBe(keys.length);
      }
  });

  it("defect 15: no dashboard holds an open template of Terraform", () => {
    for (const stacks of Object.values(examples))
      for (const stack of Object.values(stacks))
        for (const map of Object.values(stack.resource?.kubernetes_config_map_v1 ?? {}))
          for (const text of Object.values(map.data ?? {}))
            expect(String(text).replaceAll("$${", "").replaceAll("%%{", "")).not.toMatch(/[$%]\{/);
  });

  it("defects 16, 17: every datasource has a uid and a name of its own", () => {
    for (const [file, stacks] of Object.entries(examples)) {
      const [name] = Object.keys(stacks).filter((stack) => stack.endsWith("-observability"));
      const all = datasources(stacks[name ?? ""]);
      const traces = /\/(full|fermilab-example)\.yaml$/.test(file) ? ["tempo"] : [];
      const further = file.endsWith("full.yaml") ? [...traces, "audit", "orders"] : traces;
      expect(Object.keys(all), file).toEqual(["prometheus", "alertmanager", "loki", ...further]);
      expect(new Set(Object.values(all).map((one) => one.name)).size).toBe(3 + further.length);
    }
  });

  it("defects 18, 20: addresses of datasources are services and ports of the charts", () => {
    const stack = stacksOf(parseClient(MINIMAL))["acme-observability"];
    const address = (chart: "prometheus" | "loki", service: string, port: string) => {
      const found = serviceOf(chart, chart, service, port);
      return `http://${found.name}.observability.svc:${found.port}`;
    };
    const all = datasources(stack);
    expect(all.prometheus?.url).toBe(address("prometheus", "server", "http"));
    expect(all.alertmanager?.url).toBe(address("prometheus", "alertmanager", "http"));
    expect(all.loki?.url).toBe(address("loki", "gateway", "http"));
    expect(all.loki?.url).toBe("http://loki-gateway.observability.svc:80");
  });

  it("defect 32: Grafana is served over HTTPS with a certificate that the config names", () => {
    const values = grafana("acme-observability", stacksOf(parseClient(MINIMAL)));
    expect(values.ingress).toMatchObject({ tls: [{ secretName: "tls", hosts: ["grafana.acme.dev"] }] });
    expect(problemsOf({ ...MINIMAL, ingress: {} })).toEqual([expect.stringMatching(/^ingress\.certificates: /)]);
  });
});

describe("Loki", () => {
  it("defect 19: agent, datasource and Loki agree on the tenant, whatever it is", () => {
    const tenant = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/);
    fc.assert(
      fc.property(tenant, (name) => {
        const stack = stacksOf(parseClient({ ...MINIMAL, loki: { tenant: name } }))["acme-observability"];
        const agent = String(valuesOf(stack, "alloy").alloy?.configMap?.content);
        expect(agent).toMatch(new RegExp(`tenant_id += ${JSON.stringify(name).replaceAll(".", "\\.")}\n`));
        expect(datasources(stack).loki).toMatchObject({
          jsonData: { httpHeaderName1: "X-Scope-OrgID" },
          secureJsonData: { httpHeaderValue1: name },
        });
        expect(valuesOf(stack, "loki").loki?.auth_enabled).toBe(true);
      }),
      { numRuns: 5, seed: 3 },
    );
  });

  it("defects 21, 22, 23, 24, 28: caches, keys, bucket, retention and CPU of the example of the post", () => {
    const values = valuesOf(examples[join(ROOT, "clients", "zai-lon1.yaml")]?.["zai-observability"], "loki");
    expect(values.chunksCache).toEqual({ enabled: false });
    expect(values.resultsCache).toEqual({ enabled: false });
    expect(values.loki?.storage?.s3).toMatchObject({
      accessKeyId: "$${AWS_ACCESS_KEY_ID}",
      secretAccessKey: "$${AWS_SECRET_ACCESS_KEY}",
    });
    expect(values.loki?.storage?.bucketNames).toEqual({ chunks: "zai-logs", ruler: "zai-logs" });
    expect(values.loki?.limits_config?.retention_period).toBe("744h");
    expect(values.loki?.compactor?.retention_enabled).toBe(true);
    expect(values.singleBinary?.resources?.requests?.cpu).toBe("100m");
  });

  it("defect 26: charts come from their present homes", () => {
    for (const chart of ["grafana", "loki"] as const)
      expect(chartPin(chart).repository).toBe("https://grafana-community.github.io/helm-charts");
  });
});

describe("the rest", () => {
  it("defect 25: logs are shipped by Alloy, nowhere by promtail", () => {
    for (const [file, stacks] of Object.entries(examples)) {
      const all = Object.values(stacks).flatMap((stack) => Object.values(releases(stack)));
      expect(
        all.map(({ chart }) => chart),
        file,
      ).toContain("alloy");
    }
    expect(JSON.stringify(examples)).not.toContain("promtail");
  });

  it("defect 27: no abandoned chart is locked; an Elasticsearch is read where it runs", () => {
    expect(chartNames()).not.toContain("elasticsearch");
    const stack = examples[join(ROOT, "clients", "full.yaml")]?.["full-observability"];
    expect(datasources(stack).audit).toMatchObject({ type: "elasticsearch", url: "https://elastic.full.example:9200" });
  });

  it("defects 29, 30: the bucket of an InfluxDB is its default, and its token is no text", () => {
    const influx = {
      type: "influxdb",
      url: "https://influx.acme.dev",
      query: "flux",
      organization: "acme",
      bucket: "default",
      token: { env: "INFLUX_TOKEN" },
    } as const;
    const grafana = { host: "grafana.acme.dev", datasources: { influx }, uids: { influx: "influx" } };
    const stack = stacksOf(parseClient({ ...MINIMAL, grafana }))["acme-observability"];
    const { jsonData, secureJsonData } = datasources(stack).influx ?? {};
    expect(jsonData).toMatchObject({ defaultBucket: "default", organization: "acme", version: "Flux" });
    expect(jsonData).not.toHaveProperty("default_bucket");
    // The name of a variable that Grafana gets from a Secret.
    expect(secureJsonData?.token).toMatch(/^\$[A-Z_0-9]+$/);
    const written = { ...influx, token: "a-token-in-clear" };
    const problems = problemsOf({ ...MINIMAL, grafana: { ...grafana, datasources: { influx: written } } });
    expect(problems).toEqual([expect.stringMatching(/^grafana\.datasources\.influx\.token: /)]);
    expect(problems.join()).not.toContain("a-token-in-clear");
  });

  it("defect 37: a bucket takes, gives and deletes an object with the deployed key before Loki counts on it", () => {
    const stack = examples[join(ROOT, "clients", "zai-lon1.yaml")]?.["zai-observability"];
    const [id, job] =
      Object.entries(stack?.resource?.kubernetes_job_v1 ?? {}).find(([name]) => name.includes("bucket")) ?? [];
    expect(JSON.stringify(job)).toContain("loki-bucket");
    const loki = releases(stack).loki as { readonly depends_on?: unknown } | undefined;
    expect(loki?.depends_on).toContain(`kubernetes_job_v1.${id}`);
  });

  it("defect 31: releases take values only", () => {
    for (const stacks of Object.values(examples))
      for (const stack of Object.values(stacks))
        for (const release of Object.values(releases(stack)))
          expect(Object.keys(release).filter((key) => key.startsWith("set"))).toEqual([]);
  });

  it("defect 33: no operator is needed, and the README says so", () => {
    const readme = readFileSync(join(ROOT, "README.md"), "utf8");
    for (const words of ["without an operator", "prometheus.io/scrape", "Loki's own push protocol"])
      expect(readme).toContain(words);
    expect(JSON.stringify(examples)).not.toContain("monitoring.coreos.com");
  });

  it("defect 34: pushed metrics are kept, and alerts have a receiver", () => {
    const values = valuesOf(stacksOf(parseClient(MINIMAL))["acme-observability"], "prometheus");
    expect(values["prometheus-pushgateway"]?.persistentVolume?.enabled).toBe(true);
    expect(values["prometheus-pushgateway"]?.extraArgs).toEqual(["--persistence.file=/data/pushed"]);
    expect(values.alertmanager?.config?.route?.receiver).toBe("team");
    expect(problemsOf({ ...MINIMAL, alerts: undefined })).toEqual([expect.stringMatching(/^alerts: /)]);
  });

  it("defect 35: the README states the real availability, and Grafana keeps its database", () => {
    expect(readFileSync(join(ROOT, "README.md"), "utf8")).toContain("## Availability, honestly");
    const values = valuesOf(stacksOf(parseClient(MINIMAL))["acme-observability"], "grafana");
    expect(values).toMatchObject({ persistence: { enabled: true }, deploymentStrategy: { type: "Recreate" } });
  });

  it("defect 36: the README lists what is emitted, no less and no more", () => {
    const [intro = ""] = readFileSync(join(ROOT, "README.md"), "utf8").split("## Two commands");
    for (const { pin } of releasesOf(parseClient(MINIMAL)))
      expect(intro.toLowerCase()).toContain(chartPin(pin).package);
    for (const absent of ["elasticsearch", "influx", "telegraf", "rabbitmq", "vault"])
      expect(intro.toLowerCase()).not.toContain(absent);
  });
});
