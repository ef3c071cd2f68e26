import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  batchJobAlerts,
  defineAlert,
  defineAlertGroup,
  fires,
  silent,
  sincePushed,
  toPrometheusRules,
} from "../../src/alert";
import { defineSignal, promql } from "../../src/dashboard";
import { page } from "../managed-tokens/pages";
import { scratchFolder } from "./examples";
import { push, query, Running, until } from "./monitoring";
import { installed, type Requirement } from "./requirement";
import { suiteWith } from "./suite";

const INTERVAL_SECONDS = 3;
const JOB = { job: "managed_tokens", interval: `${INTERVAL_SECONDS}s` };
const NEVER = { job: "managed_tokens_ferry", interval: `${INTERVAL_SECONDS}s` };

const tokenPushAge = defineAlert({
  name: "TokenPushTooOld",
  signal: defineSignal({
    expr: sincePushed(promql`managed_tokens_last_token_push_timestamp`, ["service", "node"]),
    unit: "s",
  }),
  // Pages of the past: how much older than they are by now is set when they are pushed.
  above: 10,
  severity: "warning",
  summary: "{{ $labels.service }} on {{ $labels.node }}",
  description: "No token was pushed.",
  runbook: "Push one.",
  tests: [fires({ series: {}, at: "1m" }), silent({ series: {}, at: "1m" })],
});

interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly state: string;
}

suiteWith("alerts on jobs that push", programs(), ({ prometheus, pushgateway }) => {
  const scratch = scratchFolder();
  const running = new Running();
  let gateway = "";
  let server = "";

  beforeAll(async () => {
    const rules = defineAlertGroup({
      name: "batch",
      interval: "1s",
      alerts: [...batchJobAlerts(JOB), ...batchJobAlerts(NEVER), tokenPushAge],
    });
    gateway = await running.start(pushgateway, []);
    writeFileSync(join(scratch, "rules.yml"), toPrometheusRules([rules]));
    writeFileSync(join(scratch, "prometheus.yml"), configuration(new URL(gateway).host));
    const files = [`--config.file=${join(scratch, "prometheus.yml")}`, `--storage.tsdb.path=${join(scratch, "data")}`];
    server = await running.start(prometheus, files);
  }, 60_000);

  afterAll(() => running.stop());

  const firing = async () => {
    const { data } = (await (await fetch(`${server}/api/v1/alerts`)).json()) as { data: { alerts: readonly Alert[] } };
    return data.alerts
      .filter(({ state }) => state === "firing")
      .map(({ labels: { alertname, service = "", node = "" } }) => [alertname, service, node].filter(Boolean).join(" "))
      .sort();
  };

  it("are silent while it pushes, and tell of the one that never did", async () => {
    for (let run = 0; run < 4; run++) {
      expect(await push(gateway, JOB.job, pageNow("token-push-ok"))).toBe(200);
      await sleep(INTERVAL_SECONDS * 1000);
    }
    await until(async () => (await firing()).length > 0, 20);
    expect(await firing()).toEqual(["ManagedTokensFerryUnseen"]);
  }, 60_000);

  it("fire for series that vanish with a failed run, while those that stay are silent", async () => {
    const failing = setInterval(() => void push(gateway, JOB.job, pageNow("token-push-push-fails")), 1000);
    try {
      await until(async () => (await firing()).some((alert) => alert.startsWith("TokenPushTooOld")), 40);
      const pushed = await query(server, "managed_tokens_last_token_push_timestamp");
      // The metric itself knows nothing of the failed service any more.
      expect(pushed.map(({ metric }) => metric.service)).toEqual(["mu2e_production"]);
      expect(await firing()).toEqual([
        "ManagedTokensFerryUnseen",
        "TokenPushTooOld dune_production n1.example.org",
        "TokenPushTooOld dune_production n2.example.org",
      ]);
    } finally {
      clearInterval(failing);
    }
  }, 60_000);

  it("fire when a push is refused, and when no more come", async () => {
    expect(await push(gateway, JOB.job, "managed_tokens_up 1\nmanaged_tokens_up 2\n")).toBe(400);
    await until(async () => (await firing()).includes("ManagedTokensPushRefused"), 10);
    await until(async () => (await firing()).includes("ManagedTokensOverdue"), 20);
  }, 60_000);
});

function programs(): Requirement<{ readonly prometheus: string; readonly pushgateway: string }> {
  const prometheus = installed("prometheus");
  const pushgateway = installed("pushgateway");
  if ("missing" in prometheus) return prometheus;
  if ("missing" in pushgateway) return pushgateway;
  return { value: { prometheus: prometheus.value, pushgateway: pushgateway.value } };
}

function configuration(target: string): string {
  return `
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [rules.yml]
scrape_configs:
  - job_name: prometheus-pushgateway
    honor_labels: true
    static_configs: [{ targets: ["${target}"] }]
`;
}

/** A page as if it had been pushed now. */
function pageNow(name: string): string {
  const now = Date.now() / 1000;
  return page(name)
    .split("\n")
    .filter((line) => !/^(# \w+ )?push_(failure_)?time_seconds/.test(line))
    .map((line) => (/_timestamp\{/.test(line) ? line.replace(/\S+$/, String(now)) : line))
    .join("\n");
}
