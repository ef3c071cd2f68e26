import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { CHART_JOBS, PROBE_JOB } from "../../src/scrape-jobs";
import { NAMESPACES } from "../../stacks/names";
import { podSecurityOf } from "../../stacks/namespaces";
import { overviewOf } from "../../stacks/overview";
import {
  type Example,
  everyChart,
  readByTerraform,
  releasesOf,
  scratchFolder,
  synthesizedExamples,
  synthesizedLogs,
} from "./examples";
import { containersOf, requestsOf } from "./pods";
import { chartPackages, type KubernetesObject, rendered } from "./rendered";
import { installed, onPath, type Requirement } from "./requirement";
import { suiteWith } from "./suite";

interface ScrapeFile {
  readonly scrape_configs: readonly { readonly job_name: string }[];
}

const scratch = scratchFolder();

/** An in-cluster address, as `ServiceEndpoint` writes it. */
const ADDRESS = /http:\/\/([a-z0-9-]+)\.([a-z0-9-]+)\.svc:(\d+)/g;

/** A line that would set a secret: what may stand there is nothing, a file, what is expanded later, or an endpoint of Keycloak. */
const SECRET_LINE =
  /^\s*"?[\w.-]*(?:password|secret|token|api_?key|access_?key|webhook|api_url)[\w.-]*"?[ \t]*[:=][ \t]*(\S.*)$/gim;
const HARMLESS =
  /^(?:["']?(?:\$\{\w+\}|\$__(?:file|env)\{.*|\/[\w./-]+|true|false|null|[0-9]+[smhd]?|https:\/\/[\w.-]+\/realms\/[\w/-]+)["']?,?|["'{}[\]|>-]+,?)$/;

const LOKI = onPath(
  "loki",
  ["-version"],
  "build github.com/grafana/loki/v3/cmd/loki, or take a release of the chart's appVersion",
);

const TEMPO = onPath(
  "tempo",
  ["-version"],
  "build github.com/grafana/tempo/cmd/tempo, or take a release of the chart's appVersion",
);

const COLLECTOR = onPath(
  "otelcol",
  ["--version"],
  "build go.opentelemetry.io/collector/otelcol with the components of our configuration, or take a release",
);

suiteWith("charts", chartPackages(installed("helm")), async (place) => {
  const examples = [...(await synthesizedExamples()), ...(await synthesizedLogs()), await everyChart({})];
  describe.each(examples.map((example) => ({ name: basename(example.file), example })))("$name", ({ example }) => {
    const releases = releasesOf(example).map((release) => ({ ...release, objects: rendered(place, release, scratch) }));
    const objects = releases.flatMap((release) =>
      release.objects.map((object) => ({ ...object, namespace: object.metadata.namespace ?? release.namespace })),
    );

    it("renders services at every address that a stack names", () => {
      const addresses = addressesIn(example);
      expect(addresses.length).toBeGreaterThan(2);
      for (const [url, name, namespace, port] of addresses) {
        const service = objects.find(
          (object) => object.kind === "Service" && object.metadata.name === name && object.namespace === namespace,
        );
        expect({ url, ports: service?.spec?.ports?.map((one) => one.port) ?? [] }).toEqual({
          url,
          ports: expect.arrayContaining([Number(port)]),
        });
      }
    });

    it.each(releases)("gives every container of $name its resources, and none a CPU limit", ({ objects }) => {
      const wrong = containersOf(objects).filter(({ resources }) => {
        const { requests, limits } = resources ?? {};
        return !requests?.memory || !limits?.memory || !requests?.cpu || limits?.cpu;
      });
      expect(wrong.map(({ where, resources }) => ({ where, resources }))).toEqual([]);
    });

    it.each(releases.filter(({ namespace }) => podSecurityOf(namespace) === "restricted"))(
      "confines the system calls of every pod of $name",
      ({ objects }) => {
        const open = objects.filter(isWorkload).filter((object) => !isConfined(object));
        expect(open.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([]);
      },
    );

    it.each(releases)("asks with $name for exactly what is predicted", ({ chart, name, objects }) => {
      const { requests } = overviewOf(example.config);
      const called = [name, `${chart}-scalable`, chart];
      const predicted = called.flatMap((one) => requests.filter((asked) => asked.chart === one))[0];
      expect(requestsOf(predicted?.chart ?? name, objects)).toEqual(predicted);
    });

    it.each(releases)("puts no secret of $name into a ConfigMap, and makes none", ({ objects }) => {
      const texts = objects.filter(({ kind }) => kind === "ConfigMap").flatMap(({ data }) => Object.values(data ?? {}));
      expect(texts.flatMap(secretLines)).toEqual([]);
      expect(
        objects
          .filter(({ kind, data }) => kind === "Secret" && data !== undefined)
          .map(({ metadata }) => metadata.name),
      ).toEqual([]);
    });

    checkedBy("Loki's configuration", LOKI, (loki) => {
      const file = write("loki.yaml", fileIn(objects, "loki", "config.yaml"));
      const keys = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "key" };
      run(loki, ["-verify-config", "-config.expand-env=true", `-config.file=${file}`], keys);
    });

    if (example.config.tracing !== undefined) {
      checkedBy("Tempo's configuration", TEMPO, (tempo) => {
        const file = write("tempo.yaml", fileIn(objects, "tempo", "tempo.yaml"));
        const keys = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "key" };
        run(tempo, ["-config.verify", "-config.expand-env=true", `-config.file=${file}`], keys);
      });

      checkedBy("the collector's configuration", COLLECTOR, (otelcol) => {
        const file = write("otelcol.yaml", fileIn(objects, "opentelemetry-collector", "relay"));
        run(otelcol, ["validate", `--config=${file}`], { MY_POD_IP: "127.0.0.1" });
      });
    }

    checkedBy("Alertmanager's configuration", installed("amtool"), (amtool) => {
      run(amtool, [
        "check-config",
        write("alertmanager.yml", fileIn(objects, "prometheus-alertmanager", "alertmanager.yml")),
      ]);
    });

    it("scrapes by the jobs of the chart and those of the config", () => {
      const file = parse(fileIn(objects, "prometheus-server", "prometheus.yml")) as ScrapeFile;
      const names = file.scrape_configs.map(({ job_name }) => job_name);
      expect([...names].sort()).toEqual([...CHART_JOBS, ...jobsOf(example)].sort());
    });

    checkedBy("Prometheus' configuration", installed("promtool"), (promtool) => {
      const file = write("prometheus.yml", fileIn(objects, "prometheus-server", "prometheus.yml"));
      run(promtool, ["check", "config", "--syntax-only", file]);
    });
  });
});

/** Node agents of a chart go to a namespace of their own. */
function isWorkload({ metadata, spec }: KubernetesObject): boolean {
  return spec?.template !== undefined && metadata.namespace !== NAMESPACES.nodeAgents;
}

/** As the level `restricted` has it: said of the pod, or of each of its containers. */
function isConfined({ spec }: KubernetesObject): boolean {
  const { securityContext, containers = [], initContainers } = spec?.template?.spec ?? {};
  const ofPod = securityContext?.seccompProfile?.type;
  return [...containers, ...(initContainers ?? [])].every(
    (container) => (container.securityContext?.seccompProfile?.type ?? ofPod) === "RuntimeDefault",
  );
}

function jobsOf({ config }: Example): readonly string[] {
  return [...Object.keys(config.prometheus.scrape), ...(Object.keys(config.probes).length === 0 ? [] : [PROBE_JOB])];
}

/** One test that runs where its tool is here. */
function checkedBy(what: string, tool: Requirement<string>, body: (tool: string) => void): void {
  it(`writes ${what} as its own tool wants it`, (context) => {
    if ("missing" in tool) return context.skip(tool.missing);
    body(tool.value);
  });
}

function addressesIn({ stacks }: Example): readonly RegExpExecArray[] {
  const texts = stacks.map(({ json }) => readByTerraform(JSON.stringify(json)));
  return texts.flatMap((text) => [...text.matchAll(ADDRESS)]);
}

function secretLines(text: string): string[] {
  return [...text.matchAll(SECRET_LINE)]
    .filter(([, value]) => !HARMLESS.test((value ?? "").trim()))
    .map(([line]) => line.trim());
}

function fileIn(objects: readonly KubernetesObject[], name: string, key: string): string {
  const found = objects.find((object) => object.kind === "ConfigMap" && object.metadata.name === name)?.data?.[key];
  if (found === undefined) throw new Error(`no ConfigMap ${name} with ${key}`);
  return found;
}

function write(name: string, content: string): string {
  const file = join(scratch, name);
  writeFileSync(file, content);
  return file;
}

/** Throws with all that the tool said when it fails. */
function run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  try {
    execFileSync(program, args, { encoding: "utf8", stdio: "pipe", env: { ...process.env, ...env } });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${stdout ?? ""}${stderr ?? String(error)}`);
  }
}
