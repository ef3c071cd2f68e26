import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { alertGroups, recordingGroups } from "../../alerts/everything";
import { nodeMemoryPressureHigh, nodeResources } from "../../alerts/node-resources";
import { dashboards } from "../../dashboards/everything";
import type { PromtoolFile, RecordingGroup } from "../../src/alert";
import { batchJobAlerts, defineAlertGroup, promtoolFiles, toPrometheusRules, toPromtoolTests } from "../../src/alert";
import { queriesOf } from "../../src/dashboard";
import { RECORDED } from "../alert/fixtures";
import { tool } from "./tool";

const promtool = tool("promtool");

const folder = mkdtempSync(join(tmpdir(), "belvedere-alerts-"));

afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Output of the tool; throws with all that it said when it fails. */
function run(path: string | undefined, ...args: readonly string[]): string {
  try {
    return execFileSync(path ?? "", args, { encoding: "utf8", stdio: "pipe", cwd: folder });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${stdout ?? ""}${stderr ?? String(error)}`);
  }
}

/** What every job that pushes gets, for one that runs hourly. */
const BATCH = defineAlertGroup({ name: "batch", alerts: batchJobAlerts({ job: "managed_tokens", interval: "1h" }) });

/** One alert is enough to see a test fail, and quicker. */
const MEMORY = { ...nodeResources, alerts: [nodeMemoryPressureHigh] };

describe.skipIf(promtool === undefined)("promtool", () => {
  const groups = [...recordingGroups, ...alertGroups];

  it.each([{}, { runbooks: "https://run.example.com" }])("accepts the rules, with %j", (options) => {
    const rules = write("rules.yml", toPrometheusRules(groups, options));
    const count =
      alertGroups.flatMap(({ alerts }) => alerts).filter(({ signal }) => signal.expr.datasource === "prometheus")
        .length + recordingGroups.flatMap(({ recordings }) => recordings).length;
    expect(run(promtool, "check", "rules", rules)).toContain(`SUCCESS: ${count} rules found`);
  });

  it.each(alertGroups)("passes the tests of group $name", (group) => {
    const files = written(promtoolFiles([group], recordingGroups.map(withoutTests)));
    if (files.length > 0) expect(run(promtool, "test", "rules", ...files)).toContain("SUCCESS");
  });

  it("passes the tests of what is recorded", () => {
    const files = written(promtoolFiles([], recordingGroups));
    if (files.length > 0) expect(run(promtool, "test", "rules", ...files)).toContain("SUCCESS");
  });

  it("passes the tests of alerts whose runbooks stand elsewhere", () => {
    const options = { runbooks: "https://run.example.com" };
    write("rules.yml", toPrometheusRules([MEMORY], options));
    const tests = write("tests.yml", toPromtoolTests([MEMORY], options));
    expect(run(promtool, "test", "rules", tests)).toContain("SUCCESS");
  });

  it("knows what was recorded in the same round, and fails a wrong sample", () => {
    write("rules.yml", toPrometheusRules([RECORDED]));
    const tests = toPromtoolTests([RECORDED]);
    expect(run(promtool, "test", "rules", write("tests.yml", tests))).toContain("SUCCESS");
    const wrong = write("wrong.yml", tests.replace("value: 7", "value: 8"));
    expect(() => run(promtool, "test", "rules", wrong)).toThrow("FAILED");
  });

  it("passes the tests of the alerts that a batch job gets", () => {
    write("rules.yml", toPrometheusRules([BATCH]));
    expect(run(promtool, "test", "rules", write("tests.yml", toPromtoolTests([BATCH])))).toContain("SUCCESS");
  });

  it("fails a test whose alert says something else, fires when it must not, or does not fire", () => {
    write("rules.yml", toPrometheusRules([MEMORY]));
    const broken = [
      toPromtoolTests([MEMORY]).replace("Node n1 uses 92% of", "Node n1 uses 93% of"),
      toPromtoolTests([MEMORY]).replace("150x30", "50x30"),
      toPromtoolTests([MEMORY]).replace("80x30", "180x30"),
    ];
    for (const text of broken)
      expect(() => run(promtool, "test", "rules", write("broken.yml", text))).toThrow("FAILED");
  });

  it("sees a firing alert in a test that says nothing of its text", () => {
    const alerts = MEMORY.alerts.map((alert) => ({ ...alert, tests: alert.tests.map(withoutText) }));
    const groups = [{ ...MEMORY, alerts }];
    write("rules.yml", toPrometheusRules(groups));
    expect(run(promtool, "test", "rules", write("any.yml", toPromtoolTests(groups)))).toContain("SUCCESS");
    const never = toPromtoolTests(groups).replace("80x30", "180x30");
    expect(() => run(promtool, "test", "rules", write("never.yml", never))).toThrow("FAILED");
  });

  it("parses every PromQL of every dashboard", () => {
    const expressions = dashboards.flatMap(queriesOf);
    const rules = expressions
      .filter(({ datasource }) => datasource === "prometheus")
      .map(({ text }, index) => ({ record: `query:${index}`, expr: substituted(text) }));
    expect(rules.length).toBeGreaterThan(30);
    const file = write("queries.yml", stringify({ groups: [{ name: "queries", rules }] }, { lineWidth: 0 }));
    expect(run(promtool, "check", "rules", file)).toContain(`SUCCESS: ${rules.length} rules found`);
  });
});

/** Writes the files, and gives back those with tests. */
function written(files: readonly PromtoolFile[]): readonly string[] {
  for (const { name, text } of files) write(name, text);
  return files.filter(({ tests }) => tests).map(({ name }) => name);
}

/** Groups of which an alert reads something, their own tests left out. */
function withoutTests(group: RecordingGroup): RecordingGroup {
  return { ...group, recordings: group.recordings.map(({ tests: _, ...rule }) => rule) };
}

function withoutText<T extends { readonly kind: string }>(test: T): T {
  const { expect: _, ...rest } = test as T & { readonly expect?: unknown };
  return rest as T;
}

/** Grafana's variables filled in. */
function substituted(text: string): string {
  return text
    .replaceAll(/\$__(?:rate_interval|range)/g, "5m")
    .replaceAll(/\$__(?:from|to)\b/g, "0")
    .replace(/\$[a-z]\w*/g, "x");
}
