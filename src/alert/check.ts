import type { RuleName } from "../lint";
import type { Problem, Subject } from "../problem";
import { parseDuration } from "../quantity";
import { NOTHING_KNOWN, type Platform } from "../queries";
import type { Alert } from "./alert";
import { alertQueryFaults, recordingQueryFaults } from "./check-queries";
import { knownLabels, templateFaults } from "./check-templates";
import { grafanaUid } from "./grafana-escape";
import type { AlertGroup, RuleGroup } from "./group";
import type { RecordingGroup, RecordingRule } from "./recording";

/** Grafana's scheduler wakes this often, in seconds; a file with another interval stops Grafana at its start. */
const SCHEDULER_SECONDS = 10;

/** Longest name that Grafana stores. */
const NAME_LENGTH = 190;

interface Placed {
  readonly path: string;
  readonly alert: Alert;
  readonly group: AlertGroup;
}

type Fault = readonly [boolean, RuleName, string];

/** Where a group or an alert of it was written, as the path of its problems. */
export type Place = (group: RuleGroup, alert?: Alert) => string;

const byName: Place = (group, alert) => `alerts.${group.name}${alert === undefined ? "" : `.${alert.name}`}`;

/**
 * All that would keep Grafana from starting, or an alert from firing or being understood, over all groups of one client.
 * @param platform What their expressions can rely on. @default not known: they are read, but no metric is looked up
 * @param place Where they were written. @default their names
 */
export function checkAlerts(
  groups: readonly RuleGroup[],
  platform?: Platform,
  place: Place = byName,
): readonly Problem[] {
  const alertGroups = groups.filter((group) => "alerts" in group);
  const placed = alertGroups.flatMap((group) =>
    group.alerts.map((alert) => ({ path: place(group, alert), alert, group })),
  );
  return [
    ...alertGroups.flatMap((group) => checkGroup(group, place(group))),
    ...placed.flatMap((one) => [...checkAlert(one, platform), ...checkExpr(one, platform)]),
    ...groups.flatMap((group) => ("alerts" in group ? [] : checkRecordings(group, platform))),
    ...duplicates(
      "group",
      groups.map((group) => ({ key: group.name, path: place(group) })),
    ),
    // One name is one title and one uid in Grafana.
    ...duplicates(
      "alert",
      placed.map(({ alert, path }) => ({ key: grafanaUid(alert.name), path })),
    ),
  ];
}

function checkGroup(group: AlertGroup, path: string): readonly Problem[] {
  return problems(path, [
    ...groupFaults(group),
    [
      !nameFits(group.folder),
      "rule/name",
      `got folder ${JSON.stringify(group.folder)}, must have 1 to ${NAME_LENGTH} characters`,
    ],
    [
      group.folder.includes("/"),
      "rule/name",
      `got folder ${JSON.stringify(group.folder)}, must have no /: it would nest`,
    ],
    [group.team.trim() === "", "rule/owner", "got no team, must say who looks after it"],
    [group.alerts.length === 0, "rule/name", "got no alerts, must have at least one"],
  ]);
}

function groupFaults({ name, interval }: RuleGroup): readonly Fault[] {
  const seconds = parseDuration(interval);
  return [
    [!nameFits(name), "rule/name", `got name ${JSON.stringify(name)}, must have 1 to ${NAME_LENGTH} characters`],
    [
      seconds === undefined || seconds === 0 || seconds % SCHEDULER_SECONDS !== 0,
      "group/interval",
      `got interval ${interval}, must be a multiple of ${SCHEDULER_SECONDS}s: Grafana does not start with another`,
    ],
  ];
}

function checkAlert({ path, alert, group }: Placed, platform: Platform | undefined): readonly Problem[] {
  const labels = knownLabels(alert, platform?.catalogue ?? NOTHING_KNOWN);
  return problems(
    path,
    [
      [
        !/^[A-Z][A-Za-z0-9]*$/.test(alert.name),
        "rule/name",
        `got name ${JSON.stringify(alert.name)}, must be CamelCase letters and digits`,
      ],
      [
        alert.name.length > NAME_LENGTH,
        "rule/name",
        `got a name of ${alert.name.length} characters, must have at most ${NAME_LENGTH}`,
      ],
      [alert.summary.trim() === "", "alerts/annotation", "got no summary, must say what is wrong and where"],
      [alert.description.trim() === "", "alerts/annotation", "got no description, must say what it means"],
      [alert.runbook.trim() === "", "alerts/runbook", "got no runbook, must say what to do"],
      [alert.runbook.includes("${"), "alerts/runbook", "got ${ in the runbook, which Grafana may expand: write $NAME"],
      ...testFaults(alert),
      ...durationFaults("for", alert.for, group),
      ...durationFaults("keepFiringFor", alert.keepFiringFor, group),
      ...templateFaults(alert.summary, labels).map((fault): Fault => [true, "alerts/template", `summary: ${fault}`]),
      ...templateFaults(alert.description, labels).map(
        (fault): Fault => [true, "alerts/template", `description: ${fault}`],
      ),
      ...Object.entries(alert.labels).flatMap(([name, value]) => labelFaults(name, value)),
    ],
    { alert: alert.name },
  );
}

function testFaults({ tests, signal }: Alert): readonly Fault[] {
  const kinds = new Set(tests.map(({ kind }) => kind));
  const logs = signal.expr.datasource === "loki";
  const [needed, other] = logs ? ["logs", "series"] : ["series", "logs"];
  return [
    [!kinds.has("fires"), "alerts/test", "got no test that fires, must have one"],
    [!kinds.has("silent"), "alerts/test", "got no test that stays silent, must have one"],
    [
      tests.some((test) => (test.logs === undefined) === logs),
      "alerts/test",
      `got ${other} in a test of ${logs ? "LogQL" : "PromQL"}, must be ${needed}`,
    ],
  ];
}

/** The expression as its store will evaluate it. */
function checkExpr({ path, alert }: Placed, platform: Platform | undefined): readonly Problem[] {
  const key = alert.signal.expr.datasource === "loki" ? "logql" : "expr";
  return alertQueryFaults(alert, platform).map((fault) => ({
    ...fault,
    path: `${path}.${key}`,
    subject: { alert: alert.name },
  }));
}

function checkRecordings(group: RecordingGroup, platform: Platform | undefined): readonly Problem[] {
  return [
    ...problems(`alerts.${group.name}`, [
      ...groupFaults(group),
      [group.recordings.length === 0, "rule/name", "got no recordings, must have at least one"],
    ]),
    ...group.recordings.flatMap((rule) => checkRecording(`alerts.${group.name}.${rule.record}`, rule, platform)),
  ];
}

function checkRecording(path: string, rule: RecordingRule, platform: Platform | undefined): readonly Problem[] {
  return [
    ...problems(path, [
      [
        !/^[a-zA-Z_]\w*:[\w:]+$/.test(rule.record),
        "rule/name",
        `got record ${JSON.stringify(rule.record)}, must be level:metric:operation such as namespace:http_requests:rate5m`,
      ],
      [rule.description.trim() === "", "alerts/annotation", "got no description, must say what it means"],
      ...Object.entries(rule.labels ?? {}).flatMap(([name, value]) => labelFaults(name, value)),
    ]),
    ...recordingQueryFaults(rule, platform).map((fault) => ({ ...fault, path: `${path}.expr` })),
  ];
}

function durationFaults(key: string, text: string, group: AlertGroup): readonly Fault[] {
  const seconds = parseDuration(text);
  const interval = parseDuration(group.interval) ?? 0;
  const message = `got ${key} ${text}, must be a multiple of the group's interval ${group.interval}`;
  return [[seconds === undefined || (interval > 0 && seconds % interval !== 0), "alerts/for", message]];
}

/** Labels that a rule sets itself, from its name, its severity and its team. */
const OWN_LABELS: ReadonlySet<string> = new Set(["alertname", "severity", "team"]);

function labelFaults(name: string, value: string): readonly Fault[] {
  return [
    [
      !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name),
      "rule/label",
      `got label ${JSON.stringify(name)}, must be letters, digits and _`,
    ],
    [OWN_LABELS.has(name), "rule/label", `got label ${name}, which the alert sets itself`],
    [
      /\$value/.test(value),
      "alerts/template",
      `label ${name}: got $value, which makes a new alert with every evaluation`,
    ],
  ];
}

function nameFits(name: string): boolean {
  return name.trim() !== "" && name.length <= NAME_LENGTH;
}

function problems(path: string, faults: readonly Fault[], subject?: Subject): readonly Problem[] {
  const of = subject === undefined ? {} : { subject };
  return faults.flatMap(([fault, rule, message]) => (fault ? [{ path, message, rule, ...of }] : []));
}

function duplicates(
  what: string,
  items: readonly { readonly key: string; readonly path: string }[],
): readonly Problem[] {
  const first = new Map<string, string>();
  return items.flatMap(({ key, path }) => {
    const other = first.get(key);
    first.set(key, other ?? path);
    if (other === undefined) return [];
    return [
      { path, message: `got ${what} ${key}, which ${other} has already: must be unique`, rule: "rule/duplicate" },
    ];
  });
}
