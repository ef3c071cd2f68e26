import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
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
import { scratchFolder } from "./examples";
import { installed, type Requirement } from "./requirement";
import { suiteWith } from "./suite";

/** Metrics pages that real jobs pushed. */
const PAGES = join(__dirname, "..", "managed-tokens", "pages");

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
  const running: ChildProcess[] = [];
  let gateway = "";
  let server = "";

  beforeAll(async () => {
    const [gatewayPort, serverPort] = [await freePort(), await freePort()];
    [gateway, server] = [gatewayPort, serverPort].map((port) => `http://127.0.0.1:${port}`) as [string, string];
    const rules = defineAlertGroup({
      name: "batch",
      interval: "1s",
      alerts: [...batchJobAlerts(JOB), ...batchJobAlerts(NEVER), tokenPushAge],
    });
    writeFileSync(join(scratch, "rules.yml"), toPrometheusRules([rules]));
    writeFileSync(join(scratch, "prometheus.yml"), configuration(gatewayPort));
    running.push(
      spawn(pushgateway, [`--web.listen-address=127.0.0.1:${gatewayPort}`], { stdio: "ignore" }),
      spawn(
        prometheus,
        [
          `--config.file=${join(scratch, "prometheus.yml")}`,
          `--storage.tsdb.path=${join(scratch, "data")}`,
          `--web.listen-address=127.0.0.1:${serverPort}`,
        ],
        { stdio: "ignore" },
      ),
    );
    await until(async () => (await fetch(`${gateway}/-/ready`)).ok && (await fetch(`${server}/-/ready`)).ok, 30);
  }, 60_000);

  afterAll(() => {
    for (const child of running) child.kill("SIGKILL");
  });

  const firing = async () => {
    const { data } = (await (await fetch(`${server}/api/v1/alerts`)).json()) as { data: { alerts: readonly Alert[] } };
    return data.alerts
      .filter(({ state }) => state === "firing")
      .map(({ labels: { alertname, service = "", node = "" } }) => [alertname, service, node].filter(Boolean).join(" "))
      .sort();
  };

  it("are silent while it pushes, and tell of the one that never did", async () => {
    for (let run = 0; run < 4; run++) {
      expect(await push(gateway, page("token-push-ok.prom"))).toBe(200);
      await sleep(INTERVAL_SECONDS * 1000);
    }
    await until(async () => (await firing()).length > 0, 20);
    expect(await firing()).toEqual(["ManagedTokensFerryUnseen"]);
  }, 60_000);

  it("fire for series that vanish with a failed run, while those that stay are silent", async () => {
    const failing = setInterval(() => void push(gateway, page("token-push-push-fails.prom")), 1000);
    try {
      await until(async () => (await firing()).some((alert) => alert.startsWith("TokenPushTooOld")), 40);
      const { data } = (await (
        await fetch(`${server}/api/v1/query?query=managed_tokens_last_token_push_timestamp`)
      ).json()) as { data: { result: readonly { metric: Record<string, string> }[] } };
      // The metric itself knows nothing of the failed service any more.
      expect(data.result.map(({ metric }) => metric.service)).toEqual(["mu2e_production"]);
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
    expect(await push(gateway, "managed_tokens_up 1\nmanaged_tokens_up 2\n")).toBe(400);
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

function configuration(gatewayPort: number): string {
  return `
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [rules.yml]
scrape_configs:
  - job_name: prometheus-pushgateway
    honor_labels: true
    static_configs: [{ targets: ["127.0.0.1:${gatewayPort}"] }]
`;
}

/** A page as if it had been pushed now. */
function page(name: string): string {
  const now = Date.now() / 1000;
  return readFileSync(join(PAGES, name), "utf8")
    .split("\n")
    .filter((line) => !/^(# \w+ )?push_(failure_)?time_seconds/.test(line))
    .map((line) => (/_timestamp\{/.test(line) ? line.replace(/\S+$/, String(now)) : line))
    .join("\n");
}

/** Status of a push that replaces the group of the job. */
async function push(gateway: string, body: string): Promise<number> {
  return (await fetch(`${gateway}/metrics/job/${JOB.job}`, { method: "PUT", body })).status;
}

async function until(condition: () => Promise<boolean>, seconds: number): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    if (await condition().catch(() => false)) return;
    if (Date.now() > deadline) throw new Error(`not so within ${seconds} s`);
    await sleep(200);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
