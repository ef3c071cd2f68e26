import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { alertGroups, recordingGroups } from "../../alerts/everything";
import { type AlertGroup, toPrometheusRules } from "../../src/alert";
import { alertWith, groupOf } from "../alert/fixtures";
import { scratchFolder } from "./examples";
import { onPath } from "./requirement";
import { suiteWith } from "./suite";

/** What pint finds and we keep, with the reason. */
const EXCEPTED: Readonly<Record<string, string>> = {
  "BucketShrank promql/fragile": "both sides are of one metric: without a sample of now there is nothing to divide",
  "ManagedTokensPushRefused promql/fragile": "both times come in one scrape of the pushgateway",
  "ManagedTokensFerryPushRefused promql/fragile": "both times come in one scrape of the pushgateway",
};

interface Finding {
  readonly reporter: string;
  readonly problem: string;
  readonly lines: readonly number[];
}

suiteWith("pint", onPath("pint", ["version"], "build github.com/cloudflare/pint/cmd/pint"), (pint) => {
  const folder = scratchFolder();

  /** All that pint finds without a server, down to what is merely superfluous. */
  const found = (groups: readonly AlertGroup[]) => {
    const file = join(folder, "rules.yml");
    const text = toPrometheusRules([...recordingGroups, ...groups]);
    writeFileSync(file, text);
    const result = join(folder, "found.json");
    const args = [
      "--offline",
      "--show-duplicates",
      "lint",
      "--min-severity=info",
      "--fail-on=fatal",
      `--json=${result}`,
    ];
    const { status, stderr } = spawnSync(pint, [...args, file], { encoding: "utf8", cwd: folder });
    expect(status, stderr).toBe(0);
    const findings = JSON.parse(readFileSync(result, "utf8")) as readonly Finding[];
    return findings.map(({ reporter, problem, lines }) => ({ key: `${alertAt(text, lines)} ${reporter}`, problem }));
  };

  it("finds nothing in the emitted rules but what is excepted with a reason", () => {
    const findings = found(alertGroups);
    expect(findings.filter(({ key }) => EXCEPTED[key] === undefined)).toEqual([]);
    const keys = findings.map(({ key }) => key);
    expect(Object.keys(EXCEPTED).filter((key) => !keys.includes(key))).toEqual([]);
  });

  it("would find what is wrong", () => {
    const bad = alertWith({ summary: "{{ $labels.pod }} is old" });
    expect(found([groupOf(bad)]).map(({ key }) => key)).toContain("TooOld alerts/template");
  });
});

/** Name of the alert that a line belongs to. */
function alertAt(text: string, lines: readonly number[]): string {
  const above = text.split("\n").slice(0, Math.max(...lines));
  const names = above.flatMap((line) => /^ +- (?:alert|record): (.+)$/.exec(line)?.[1] ?? []);
  return names.at(-1) ?? "";
}
