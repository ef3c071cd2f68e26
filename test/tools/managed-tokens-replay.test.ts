import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { stringify } from "yaml";
import { managedTokensGroups } from "../../alerts/managed-tokens";
import { managedTokensDashboards } from "../../dashboards/managed-tokens";
import { toAlertmanagerConfig, toPrometheusRules, toPromtoolTests } from "../../src/alert";
import { loadClient } from "../../src/config";
import { queriesOf } from "../../src/dashboard";
import { EXECUTABLES, pushedJobs } from "../../src/managed-tokens";
import { TOKENS_RELABELLING } from "../../src/managed-tokens/relabel";
import { notificationsOf } from "../../stacks/notifications";
import { body, history } from "../managed-tokens/history";
import { PAGES } from "../managed-tokens/pages";
import { SCENARIOS, type Scenario } from "../managed-tokens/scenarios";
import { scopeOf } from "../managed-tokens/scope";
import { tokensConfig } from "../managed-tokens/section";
import { scratchFolder } from "./examples";
import { push, query, Running, type Series, until } from "./monitoring";
import { installed, type Requirement } from "./requirement";
import { suiteWith } from "./suite";

interface Programs {
  readonly prometheus: string;
  readonly pushgateway: string;
  readonly promtool: string;
}

function programs(): Requirement<Programs> {
  const found = ["prometheus", "pushgateway", "promtool"].map((name) => [name, installed(name)] as const);
  for (const [, requirement] of found) if ("missing" in requirement) return requirement;
  const paths = found.map(([name, requirement]) => [name, "value" in requirement ? requirement.value : ""]);
  return { value: Object.fromEntries(paths) as Programs };
}

suiteWith("unit tests of the alerts of managed-tokens", programs(), ({ promtool }) => {
  const scratch = scratchFolder();

  it.each([
    ["as by default", {}],
    [
      "with other bounds, schedules and jobs",
      {
        devEnvironmentLabel: "development",
        schedules: { tokenPush: "*/20 * * * *", refreshUids: "10 */6 * * *" },
        thresholds: { tokenStoreAge: "50m", uidRefreshAge: "1d", failedServices: 2, nodeFailures: 4, missedRuns: 3 },
        timeouts: { globalTimeout: "900s" },
      },
    ],
  ])(
    "pass %s",
    (_, given) => {
      const files = managedTokensGroups(scopeOf(given)).flatMap((group) =>
        group.alerts.map((alert) => {
          const own = [{ ...group, alerts: [alert] }];
          writeFileSync(join(scratch, `${alert.name}-rules.yml`), toPrometheusRules(own));
          const file = join(scratch, `${alert.name}-tests.yml`);
          writeFileSync(file, toPromtoolTests(own, { rulesFile: `${alert.name}-rules.yml` }));
          return file;
        }),
      );
      expect(execFileSync(promtool, ["test", "rules", ...files], { encoding: "utf8" })).not.toContain("FAILED");
    },
    120_000,
  );
});

/** Jobs of a scenario: each is an environment of its own, and all of them push to one gateway. */
function jobsOf({ name, given }: Scenario) {
  return pushedJobs(tokensConfig({ ...given, devEnvironmentLabel: name }));
}

suiteWith("alerts of managed-tokens on what the executables pushed", programs(), (tools) => {
  const scratch = scratchFolder();
  const running = new Running();
  let gateway = "";
  let stored: ReadonlyMap<string, readonly Series[]> = new Map();
  let server = "";

  beforeAll(async () => {
    gateway = await running.start(tools.pushgateway, []);
    stored = await storedPages();
    const now = Math.floor(Date.now() / 1000);
    writeFileSync(join(scratch, "history.om"), `${SCENARIOS.flatMap((one) => past(one, now)).join("\n")}\n# EOF\n`);
    const data = join(scratch, "data");
    execFileSync(tools.promtool, ["tsdb", "create-blocks-from", "openmetrics", join(scratch, "history.om"), data], {
      stdio: "ignore",
    });
    server = await running.start(tools.prometheus, serverArguments("server", data, SCENARIOS));
    for (const scenario of SCENARIOS) await runNow(scenario, now);
  }, 180_000);

  afterAll(() => running.stop());

  /** How a Prometheus that scrapes the gateway stores each page: asked of a real one. */
  async function storedPages(): Promise<ReadonlyMap<string, readonly Series[]>> {
    const reader = await running.start(tools.prometheus, serverArguments("reader", join(scratch, "reader"), []));
    const now = Date.now() / 1000;
    for (const name of PAGES) expect(await push(gateway, name, body(name, now))).toBe(200);
    await until(async () => (await query(reader, `push_time_seconds`)).length === PAGES.length, 30);
    const series = await Promise.all(PAGES.map((name) => query(reader, `{job="${name}"}`)));
    for (const name of PAGES) await fetch(`${gateway}/metrics/job/${name}`, { method: "DELETE" });
    return new Map(PAGES.map((name, index) => [name, series[index] ?? []]));
  }

  function serverArguments(name: string, data: string, scenarios: readonly Scenario[]): readonly string[] {
    const file = join(scratch, `${name}.yml`);
    const rules = scenarios.map((scenario) => {
      const scope = scopeOf({ ...scenario.given, devEnvironmentLabel: scenario.name });
      const groups = managedTokensGroups(scope).map((group) => ({
        ...group,
        name: `${scenario.name}/${group.name}`,
        interval: "1s",
      }));
      writeFileSync(join(scratch, `${scenario.name}.yml`), toPrometheusRules(groups));
      return `${scenario.name}.yml`;
    });
    const scrape = {
      job_name: "prometheus-pushgateway",
      honor_labels: true,
      static_configs: [{ targets: [new URL(gateway).host] }],
      metric_relabel_configs: TOKENS_RELABELLING,
    };
    const global = { scrape_interval: "1s", evaluation_interval: "1s" };
    writeFileSync(file, stringify({ global, rule_files: rules, scrape_configs: [scrape] }));
    return [`--config.file=${file}`, `--storage.tsdb.path=${data}`];
  }

  /** The past of a scenario, with the labels that a real Prometheus gave to the same series. */
  function past(scenario: Scenario, now: number): readonly string[] {
    const jobs = jobsOf(scenario);
    return EXECUTABLES.flatMap((executable) =>
      history(scenario.jobs[executable], now, (page, { name, labels, value }) => {
        const pushed = { ...labels, job: page };
        const same = stored
          .get(page)
          ?.find(
            ({ metric }) =>
              metric.__name__ === name && Object.entries(pushed).every(([label, text]) => metric[label] === text),
          );
        if (same === undefined) throw new Error(`${name} of ${page} was not stored`);
        const { __name__: _, ...all } = same.metric;
        return { name, value, labels: { ...all, job: jobs[executable] } };
      }),
    );
  }

  async function runNow(scenario: Scenario, now: number): Promise<void> {
    const jobs = jobsOf(scenario);
    for (const executable of EXECUTABLES) {
      const { runs, refused = false } = scenario.jobs[executable];
      const job = jobs[executable];
      const last = runs.find(({ ago }) => ago === 0);
      if (last !== undefined) expect(await push(gateway, job, body(last.page, now))).toBe(200);
      if (refused) expect(await push(gateway, job, "managed_tokens_up 1\nmanaged_tokens_up 2\n")).toBe(400);
    }
  }

  async function alertsIn(state: "firing" | "pending"): Promise<Readonly<Record<string, readonly string[]>>> {
    const answer = await fetch(`${server}/api/v1/rules?type=alert`);
    const { data } = (await answer.json()) as { data: { groups: readonly RuleGroupState[] } };
    return Object.fromEntries(
      SCENARIOS.map(({ name }) => {
        const rules = data.groups.filter((group) => group.name.startsWith(`${name}/`)).flatMap((group) => group.rules);
        return [
          name,
          rules
            .flatMap(({ alerts }) => alerts)
            .filter((alert) => alert.state === state)
            .map(({ labels }) => spoken(labels, name))
            .sort(),
        ];
      }),
    );
  }

  it("relabelling names experiment and role of every series of a service, and of no other", () => {
    for (const [name, series] of stored) {
      expect(series.length).toBeGreaterThan(10);
      for (const { metric } of series) {
        expect(metric).not.toHaveProperty("exported_job");
        expect([name, metric.instance]).toEqual([name, undefined]);
        const [, experiment, role] = /^(\w+)_(\w+)$/.exec(metric.service ?? "") ?? [];
        expect([metric.experiment, metric.role]).toEqual([experiment, role]);
      }
    }
  });

  it("fire in each scenario as they should, and no others", async () => {
    const expected = Object.fromEntries(SCENARIOS.map(({ name, firing }) => [name, [...firing].sort()]));
    const same = async () => JSON.stringify(await alertsIn("firing")) === JSON.stringify(expected);
    await until(same, 30).catch(() => undefined);
    // And go on to do so: an alert that comes a moment later is one too many.
    await sleep(3000);
    expect(await alertsIn("firing")).toEqual(expected);
  }, 60_000);

  it("wait before they say that a job was never seen", async () => {
    const pending = await alertsIn("pending");
    const expected = SCENARIOS.map(({ name, pending = [] }) => [name, [...pending].sort()]);
    expect(pending).toEqual(Object.fromEntries(expected));
  });

  it("leave no query of the dashboards without data in every scenario", async () => {
    const asked = SCENARIOS.map((scenario) => dashboardQueries(scenario));
    const empty: string[] = [];
    for (const [index, { place }] of (asked[0] ?? []).entries()) {
      let found = false;
      for (const queries of asked) found ||= (await query(server, queries[index]?.text ?? "")).length > 0;
      if (!found) empty.push(place);
    }
    expect(empty).toEqual([]);
  }, 60_000);

  it("are all seen to fire, or to be about to", () => {
    const seen = SCENARIOS.flatMap(({ firing, pending = [] }) => [...firing, ...pending]).map(
      (text) => text.split(" ")[0],
    );
    const names = managedTokensGroups(scopeOf({ devEnvironmentLabel: "x" })).flatMap(({ alerts }) =>
      alerts.map(({ name }) => name.replace("X", "")),
    );
    const missing = names.filter((name) => !seen.some((one) => one === name));
    expect(missing).toEqual([]);
  });
});

/** Every PromQL of the dashboards, with all values of their variables chosen. */
function dashboardQueries({ name, given }: Scenario): readonly { readonly place: string; readonly text: string }[] {
  return managedTokensDashboards(scopeOf({ ...given, devEnvironmentLabel: name })).flatMap((dashboard) =>
    queriesOf(dashboard)
      .filter(({ datasource }) => datasource === "prometheus")
      .map(({ text }, index) => ({
        place: `${dashboard.uid} ${index}: ${text}`,
        text: text.replace(/\$[a-z]\w*/g, ".+"),
      })),
  );
}

suiteWith("amtool, on the routes of fermilab-example", installed("amtool"), (amtool) => {
  const scratch = scratchFolder();
  const file = join(scratch, "alertmanager.yml");

  beforeAll(async () => {
    const { config } = await loadClient(join(__dirname, "..", "..", "clients", "fermilab-example.yaml"));
    const notifications = notificationsOf(config, (key) => ({ file: `/etc/${key}`, variable: key }));
    writeFileSync(file, stringify(toAlertmanagerConfig(notifications, "https://grafana.example.org")));
  });

  const run = (...args: readonly string[]) => execFileSync(amtool, args, { encoding: "utf8" });

  it("accepts them", () => {
    expect(run("check-config", file)).toContain("SUCCESS");
  });

  it.each([
    ["team=managed-tokens experiment=nova role=raw severity=critical", "tokens-nova,team"],
    ["team=managed-tokens experiment=dune role=unknown severity=critical", "team"],
    ["team=managed-tokens severity=warning", "team"],
    ["team=platform experiment=nova role=raw severity=critical", "team"],
  ])("sends %s to %s", (labels, receivers) => {
    expect(run("config", "routes", "test", `--config.file=${file}`, ...labels.split(" ")).trim()).toBe(receivers);
  });
});

interface RuleGroupState {
  readonly name: string;
  readonly rules: readonly {
    readonly alerts: readonly { readonly state: string; readonly labels: Readonly<Record<string, string>> }[];
  }[];
}

/** `VaultTokenStoreFailed mu2e_production credd.example.org`: without the environment, by which jobs are named. */
function spoken(labels: Readonly<Record<string, string>>, environment: string): string {
  const { alertname = "", service, credd, node, executable, stage } = labels;
  const capitals = environment.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return [alertname.replace(capitals, ""), service, credd, node, executable, stage]
    .filter((word) => word !== undefined)
    .join(" ");
}
