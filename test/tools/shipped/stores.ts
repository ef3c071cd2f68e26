import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { toPrometheusRules } from "../../../src/alert";
import type { Query } from "../../../src/dashboard";
import { ruleGroups } from "./questions";

/** Programs that a suite has started. */
export class Running {
  private readonly children: ChildProcess[] = [];

  start(program: string, args: readonly string[]): void {
    this.children.push(spawn(program, args, { stdio: "ignore" }));
  }

  stop(): void {
    for (const child of this.children) child.kill("SIGKILL");
  }
}

/** Whether something with a value is found; a number that is none is nothing to look at. */
export async function found(server: string, query: string): Promise<boolean> {
  const body = new URLSearchParams({ query });
  const answer = await fetch(`${server}/api/v1/query`, { method: "POST", body });
  const { status, data, error } = (await answer.json()) as Answer;
  if (status !== "success") throw new Error(`${query}: ${error}`);
  return data.resultType === "scalar" || data.result.some(({ value }) => value !== undefined && value[1] !== "NaN");
}

/** What keeps targets from being read; those that have not been read yet too. */
export async function faults(server: string): Promise<readonly string[]> {
  const { data } = (await (await fetch(`${server}/api/v1/targets`)).json()) as Targets;
  return data.activeTargets.flatMap(({ health, scrapeUrl, lastError }) =>
    health === "up" ? [] : [`${scrapeUrl}: ${lastError || health}`],
  );
}

interface Targets {
  readonly data: {
    readonly activeTargets: readonly {
      readonly health: string;
      readonly scrapeUrl: string;
      readonly lastError: string;
    }[];
  };
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data: {
    readonly resultType: string;
    readonly result: readonly { readonly value?: readonly [number, string] }[];
  };
}

/** Values of a label that a Prometheus has. */
export async function labelValues(server: string, { text }: Query, label: string): Promise<readonly string[]> {
  const url = `${server}/api/v1/label/${label}/values?${new URLSearchParams({ "match[]": text })}`;
  return ((await (await fetch(url)).json()) as { readonly data: readonly string[] }).data;
}

export interface PrometheusFiles {
  /** Where its configuration and its samples lie. */
  readonly folder: string;
  readonly port: number;
  /** Port of something that takes alerts and samples. */
  readonly sink: number;
  readonly scrapeConfigs: readonly object[];
}

/** Arguments of a Prometheus with our rules, with somebody who takes its alerts and its samples, and with a memory of yesterday. */
export function prometheusArguments(promtool: string, { folder, port, sink, scrapeConfigs }: PrometheusFiles) {
  const data = join(folder, "data");
  const rules = ruleGroups.map((group) => ({ ...group, interval: "5s" }));
  writeFileSync(join(folder, "rules.yml"), toPrometheusRules(rules));
  writeFileSync(
    join(folder, "prometheus.yml"),
    JSON.stringify({
      global: { scrape_interval: "1s", evaluation_interval: "1s" },
      rule_files: ["rules.yml"],
      alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${sink}`] }] }] },
      remote_write: [{ name: "elsewhere", url: `http://127.0.0.1:${sink}/api/v1/push` }],
      scrape_configs: [
        { job_name: "prometheus", static_configs: [{ targets: [`127.0.0.1:${port}`] }] },
        ...scrapeConfigs,
      ],
    }),
  );
  writeFileSync(join(folder, "yesterday.om"), yesterday(port));
  execFileSync(promtool, ["tsdb", "create-blocks-from", "openmetrics", join(folder, "yesterday.om"), data], {
    stdio: "pipe",
  });
  return [
    `--config.file=${join(folder, "prometheus.yml")}`,
    `--storage.tsdb.path=${data}`,
    "--storage.tsdb.retention.size=1GB",
    `--web.listen-address=127.0.0.1:${port}`,
  ];
}

/** What is compared with a day before. */
function yesterday(port: number): string {
  const start = Math.floor(Date.now() / 1000) - 86_400 - 300;
  const samples = Array.from(
    { length: 60 },
    (_, index) =>
      `prometheus_tsdb_head_series{job="prometheus",instance="127.0.0.1:${port}"} 1000 ${start + index * 30}`,
  );
  return ["# TYPE prometheus_tsdb_head_series gauge", ...samples, "# EOF", ""].join("\n");
}

export async function until(condition: () => Promise<boolean>, seconds: number, what: string): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await condition().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`${what}: not so within ${seconds} s`);
    await sleep(500);
  }
}
