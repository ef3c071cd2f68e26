import type { Alert } from "./alert";
import type { AlertGroup } from "./group";
import { toPrometheusRules } from "./prometheus-rules";
import { toPromtoolTests } from "./promtool-tests";
import type { RecordingGroup } from "./recording";

/** A file for promtool, and whether it holds tests or the rules that they name. */
export interface PromtoolFile {
  readonly name: string;
  readonly text: string;
  readonly tests: boolean;
}

/**
 * Rules and tests of every alert on metrics, an alert for itself with what it reads of what is recorded: promtool evaluates
 * every rule of a file in every test of it.
 */
export function promtoolFiles(
  groups: readonly AlertGroup[],
  recordings: readonly RecordingGroup[] = [],
): readonly PromtoolFile[] {
  const alerts = groups.flatMap((group) =>
    group.alerts
      .filter(({ signal, tests }) => signal.expr.datasource === "prometheus" && tests.length > 0)
      .map((alert) => ({ name: alert.name, own: [...recordedFor(alert, recordings), { ...group, alerts: [alert] }] })),
  );
  const recorded = recordings
    .filter((group) => group.recordings.some(({ tests = [] }) => tests.length > 0))
    .map((group) => ({ name: group.name, own: [group] }));
  return [...recorded, ...alerts].flatMap(({ name, own }) => {
    const rulesFile = `${name}.rules.yml`;
    return [
      { name: rulesFile, text: toPrometheusRules(own), tests: false },
      { name: `${name}.tests.yml`, text: toPromtoolTests(own, { rulesFile }), tests: true },
    ];
  });
}

/** Groups that record what an alert reads, and what these read themselves; without their own tests. */
function recordedFor({ signal }: Alert, recordings: readonly RecordingGroup[]): readonly RecordingGroup[] {
  const read = new Set<RecordingGroup>();
  const add = (text: string) => {
    for (const group of recordings) {
      if (read.has(group) || !group.recordings.some(({ record }) => text.includes(record))) continue;
      read.add(group);
      for (const { expr } of group.recordings) add(expr.text);
    }
  };
  add(signal.expr.text);
  return recordings
    .filter((group) => read.has(group))
    .map((group) => ({ ...group, recordings: group.recordings.map(({ tests: _, ...rule }) => rule) }));
}
