import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { NEWEST_MINOR } from "../../src/config/kubernetes-versions";
import { CHART_JOBS, EXPORTER_JOB, PROBE_JOB } from "../../src/scrape-jobs";
import { verifyClient } from "../../src/verify";
import type { KubernetesObject } from "../../src/verify/objects";
import { containersOf } from "../../src/verify/pods";
import { overviewOf } from "../../stacks/overview";
import { chartClients, type Example, everyChart, releasesOf, scratchFolder } from "./examples";
import { chartPackages, rendered, skipsWhatLacks } from "./rendered";
import { installed, onPath, type Requirement } from "./requirement";
import { suiteWith } from "./suite";

interface ScrapeFile {
  readonly scrape_configs: readonly { readonly job_name: string }[];
}

const scratch = scratchFolder();

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

const MIMIR = onPath(
  "mimir",
  ["-version"],
  "build github.com/grafana/mimir/cmd/mimir, or take a release of the chart's appVersion",
);

suiteWith("charts", chartPackages(installed("helm")), async (place) => {
  skipsWhatLacks(place);
  const examples = [...(await chartClients(place)), await everyChart(place, {})];
  describe.each(examples.map((example) => ({ name: basename(example.file), example })))("$name", ({ example }) => {
    const releases = releasesOf(example).map((release) => ({ ...release, objects: rendered(place, release, scratch) }));
    const objects = releases.flatMap((release) =>
      release.objects.map((object) => ({ ...object, namespace: object.metadata.namespace ?? release.namespace })),
    );

    it("has charts that are what we take them for", () => {
      const { requests, images } = overviewOf(example.config);
      const stacks = example.stacks.map(({ json }) => json);
      expect(verifyClient({ stacks, releases, kubernetes: NEWEST_MINOR, requests, images })).toEqual([]);
    });

    it.each(releases)("gives no container of $name a CPU limit", ({ objects }) => {
      const wrong = containersOf(objects).filter(({ resources }) => resources?.limits?.cpu !== undefined);
      expect(wrong.map(({ where }) => where)).toEqual([]);
    });

    checkedBy("Loki's configuration", LOKI, (loki) => {
      const file = write("loki.yaml", fileIn(objects, "loki", "config.yaml"));
      const keys = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "key" };
      run(loki, ["-verify-config", "-config.expand-env=true", `-config.file=${file}`], keys);
    });

    if (objects.some(isMimir)) {
      checkedBy("Mimir's configuration", MIMIR, (mimir) => {
        const file = write("mimir.yaml", fileIn(objects, "mimir-config", "mimir.yaml"));
        const containers = containersOf(objects.filter(isMimir)).filter(({ image }) =>
          image?.includes("grafana/mimir"),
        );
        expect(containers).toHaveLength(7);
        const keys = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "key" };
        // It reads all of its configuration and flags, and then says only which modules there are.
        for (const { args = [] } of containers)
          run(
            mimir,
            [...args.filter((one) => !one.startsWith("-config.file")), `-config.file=${file}`, "-modules"],
            keys,
          );
      });
    }

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

    checkedBy("Prometheus' rules", installed("promtool"), (promtool) => {
      const files = ["alerting_rules.yml", "recording_rules.yml"].map((name) =>
        write(name, fileIn(objects, "prometheus-server", name)),
      );
      const alerts = (parse(readFileSync(files[0] ?? "", "utf8")) as { groups?: readonly unknown[] }).groups ?? [];
      expect(alerts.length > 0).toBe(example.config.alerts.engine === "prometheus");
      run(promtool, ["check", "rules", ...files]);
    });
  });
});

/** Part of the release of Mimir. */
function isMimir({ metadata }: KubernetesObject): boolean {
  return /^mimir(-|$)/.test(metadata.name);
}

function jobsOf({ config }: Example): readonly string[] {
  const scraped = Object.values(config.exporters).some(({ type }) => type !== "bucket");
  return [
    ...Object.keys(config.prometheus.scrape),
    ...(Object.keys(config.probes).length === 0 ? [] : [PROBE_JOB]),
    ...(scraped ? [EXPORTER_JOB] : []),
  ];
}

/** One test that runs where its tool is here. */
function checkedBy(what: string, tool: Requirement<string>, body: (tool: string) => void): void {
  it(`writes ${what} as its own tool wants it`, (context) => {
    if ("missing" in tool) return context.skip(tool.missing);
    body(tool.value);
  });
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
