import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { alertGroups } from "../../alerts/everything";
import {
  type Alert,
  type AlertGroup,
  type AlertTest,
  conditionExpr,
  fires,
  type InputLogs,
  type LogLine,
  promtoolFiles,
  silent,
} from "../../src/alert";
import { defineSignal, promql } from "../../src/dashboard";
import { durationSeconds } from "../../src/quantity";
import { groupOf, LOGGED } from "../alert/fixtures";
import { scratchFolder } from "./examples";
import { type LokiSeries, LokiServer } from "./loki-server";
import { installed, onPath, type Requirement } from "./requirement";
import { suiteWith } from "./suite";

/** What the real Loki finds in the lines of a test, under this name. */
const FOUND = "found_in_logs";

/** The first line of each test, on a whole minute, and long enough ago for all of them. */
const START = Math.floor(Date.now() / 60_000) * 60 - 2 * 3600;

suiteWith("alerts on log lines", programs(), ({ loki, promtool }) => {
  const folder = scratchFolder();
  let server: LokiServer;

  beforeAll(async () => {
    server = await LokiServer.start(loki, folder);
  });

  afterAll(() => server?.stop());

  /** Loki answers the query at each evaluation; what the rule makes of the answers, promtool says. */
  const verdict = async (alert: Alert, group: AlertGroup): Promise<string> => {
    const step = durationSeconds(group.interval);
    const tests: AlertTest[] = [];
    for (const [index, test] of alert.tests.entries()) {
      const tenant = `${alert.name}-${index}`;
      await pushAll(server, tenant, test);
      const found = await server.range(tenant, conditionExpr(alert), START, START + durationSeconds(test.at), step);
      const series = Object.fromEntries(
        found.map((one) => [selector(one), notation(one, durationSeconds(test.at), step)]),
      );
      tests.push({ ...test, logs: undefined, series, interval: group.interval } as AlertTest);
    }
    const signal = defineSignal({ expr: promql`${FOUND}`, unit: "none" });
    const files = promtoolFiles([{ ...group, alerts: [{ ...alert, signal, tests }] }]);
    for (const { name, text } of files) writeFileSync(join(folder, name), text);
    const names = files.filter((file) => file.tests).map(({ name }) => name);
    try {
      return execFileSync(promtool, ["test", "rules", ...names], { encoding: "utf8", stdio: "pipe", cwd: folder });
    } catch (error) {
      return (
        String((error as { readonly stdout?: string }).stdout) + String((error as { readonly stderr?: string }).stderr)
      );
    }
  };

  const logged = alertGroups.flatMap((group) =>
    group.alerts.filter(({ signal }) => signal.expr.datasource === "loki").map((alert) => ({ alert, group })),
  );

  it.each(logged.map(({ alert, group }) => ({ name: alert.name, alert, group })))(
    "passes the tests of $name",
    async ({ alert, group }) => {
      expect(await verdict(alert, group)).toContain("SUCCESS");
    },
  );

  it("fails an alert that fires when it must not, or does not fire", async () => {
    const [loud, quiet] = LOGGED.tests as [AlertTest, AlertTest];
    const group = groupOf(LOGGED);
    expect(await verdict(LOGGED, group)).toContain("SUCCESS");
    const never = { ...LOGGED, name: "Never", tests: [fires({ logs: quiet.logs as InputLogs, at: quiet.at }), quiet] };
    expect(await verdict(never, group)).toContain("FAILED");
    const always = { ...LOGGED, name: "Always", tests: [loud, silent({ logs: loud.logs as InputLogs, at: loud.at })] };
    expect(await verdict(always, group)).toContain("FAILED");
  });
});

function programs(): Requirement<{ readonly loki: string; readonly promtool: string }> {
  const loki = onPath("loki", ["-version"], "build github.com/grafana/loki/v3/cmd/loki, or take its release");
  if ("missing" in loki) return loki;
  const promtool = installed("promtool");
  return "missing" in promtool ? promtool : { value: { loki: loki.value, promtool: promtool.value } };
}

async function pushAll(server: LokiServer, tenant: string, { logs = {}, interval = "1m" }: AlertTest): Promise<void> {
  for (const [stream, lines] of Object.entries(logs)) {
    const timed = linesOf(lines, durationSeconds(interval));
    for (let from = 0; from < timed.length; from += 1000)
      await server.push(tenant, labelsOf(stream), timed.slice(from, from + 1000));
  }
}

function labelsOf(stream: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...stream.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value]));
}

/** One line each interval, with its nanoseconds. */
function linesOf(lines: readonly LogLine[], seconds: number): readonly (readonly [string, string])[] {
  const timed: (readonly [string, string])[] = [];
  let at = 0;
  for (const line of lines) {
    const { text, times } = spread(line);
    for (let count = 0; count < times; count += 1, at += 1)
      if (text !== undefined) timed.push([`${BigInt(START + at * seconds) * 1_000_000_000n}`, text]);
  }
  return timed;
}

function spread(line: LogLine): { readonly text?: string; readonly times: number } {
  if (typeof line === "string") return { text: line, times: 1 };
  return "pause" in line ? { times: line.pause } : { text: line.line, times: line.times };
}

function selector({ metric }: LokiSeries): string {
  const labels = Object.entries(metric).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `${FOUND}{${labels.join(",")}}`;
}

/** Samples in promtool's notation; where Loki found nothing, there is none. */
function notation({ values }: LokiSeries, seconds: number, step: number): string {
  const found = new Map(values.map(([at, value]) => [Math.round(at - START), value]));
  const samples = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => found.get(index * step) ?? "_");
  return samples.join(" ");
}
