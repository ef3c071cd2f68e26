import type { Problem } from "../problem";
import { parseDuration } from "../quantity";
import { checkPromql, describeProblem, NOTHING_KNOWN, type Platform } from "../queries";
import type { Alert } from "./alert";
import { knownLabels, templateFaults } from "./check-templates";
import { grafanaUid } from "./grafana-escape";
import type { AlertGroup } from "./group";
import { conditionExpr } from "./prometheus-rules";

/** Grafana's scheduler wakes this often, in seconds; a file with another interval stops Grafana at its start. */
const SCHEDULER_SECONDS = 10;

/** Scrape interval that a window must hold twice where no platform is named, in seconds: the default of the config. */
const SCRAPE_INTERVAL = 30;

/** Longest name that Grafana stores. */
const NAME_LENGTH = 190;

interface Placed {
  readonly path: string;
  readonly alert: Alert;
  readonly group: AlertGroup;
}

type Fault = readonly [boolean, string];

/**
 * All that would keep Grafana from starting, or an alert from firing or being understood, over all groups of one client.
 * @param platform What their expressions can rely on. @default not known: they are read, but no metric is looked up
 */
export function checkAlerts(groups: readonly AlertGroup[], platform?: Platform): readonly Problem[] {
  const placed = groups.flatMap((group) =>
    group.alerts.map((alert) => ({ path: `alerts.${group.name}.${alert.name}`, alert, group })),
  );
  return [
    ...groups.flatMap(checkGroup),
    ...placed.flatMap((one) => [...checkAlert(one, platform), ...checkExpr(one, platform)]),
    ...duplicates(
      "group",
      groups.map(({ name }) => ({ key: name, path: `alerts.${name}` })),
    ),
    // One name is one title and one uid in Grafana.
    ...duplicates(
      "alert",
      placed.map(({ alert, path }) => ({ key: grafanaUid(alert.name), path })),
    ),
  ];
}

function checkGroup(group: AlertGroup): readonly Problem[] {
  const seconds = parseDuration(group.interval);
  return problems(`alerts.${group.name}`, [
    [!nameFits(group.name), `got name ${JSON.stringify(group.name)}, must have 1 to ${NAME_LENGTH} characters`],
    [!nameFits(group.folder), `got folder ${JSON.stringify(group.folder)}, must have 1 to ${NAME_LENGTH} characters`],
    [group.folder.includes("/"), `got folder ${JSON.stringify(group.folder)}, must have no /: it would nest`],
    [
      seconds === undefined || seconds === 0 || seconds % SCHEDULER_SECONDS !== 0,
      `got interval ${group.interval}, must be a multiple of ${SCHEDULER_SECONDS}s: Grafana does not start with another`,
    ],
    [group.alerts.length === 0, "got no alerts, must have at least one"],
  ]);
}

function checkAlert({ path, alert, group }: Placed, platform: Platform | undefined): readonly Problem[] {
  const labels = knownLabels(conditionExpr(alert), alert, platform?.catalogue ?? NOTHING_KNOWN);
  const kinds = new Set(alert.tests.map(({ kind }) => kind));
  return problems(path, [
    [
      !/^[A-Z][A-Za-z0-9]*$/.test(alert.name),
      `got name ${JSON.stringify(alert.name)}, must be CamelCase letters and digits`,
    ],
    [
      alert.name.length > NAME_LENGTH,
      `got a name of ${alert.name.length} characters, must have at most ${NAME_LENGTH}`,
    ],
    [alert.signal.expr.datasource !== "prometheus", "got a signal that is not PromQL, which no rule takes yet"],
    [alert.summary.trim() === "", "got no summary, must say what is wrong and where"],
    [alert.description.trim() === "", "got no description, must say what it means"],
    [alert.runbook.trim() === "", "got no runbook, must say what to do"],
    [alert.runbook.includes("${"), "got ${ in the runbook, which Grafana may expand: write $NAME"],
    [!kinds.has("fires"), "got no test that fires, must have one"],
    [!kinds.has("silent"), "got no test that stays silent, must have one"],
    ...durationFaults("for", alert.for, group),
    ...durationFaults("keepFiringFor", alert.keepFiringFor, group),
    ...templateFaults(alert.summary, labels).map((fault): Fault => [true, `summary: ${fault}`]),
    ...templateFaults(alert.description, labels).map((fault): Fault => [true, `description: ${fault}`]),
    ...Object.entries(alert.labels).flatMap(([name, value]) => labelFaults(name, value)),
  ]);
}

/** The expression as Prometheus will evaluate it. */
function checkExpr({ path, alert }: Placed, platform: Platform | undefined): readonly Problem[] {
  if (alert.signal.expr.datasource !== "prometheus") return [];
  const expr = conditionExpr(alert);
  const wait = parseDuration(alert.for) ?? 0;
  return checkPromql(expr, { scrapeInterval: SCRAPE_INTERVAL, ...platform, where: "alert", for: wait }).map(
    (problem) => ({
      path: `${path}.expr`,
      message: describeProblem(expr, problem),
    }),
  );
}

function durationFaults(key: string, text: string, group: AlertGroup): readonly Fault[] {
  const seconds = parseDuration(text);
  const interval = parseDuration(group.interval) ?? 0;
  const message = `got ${key} ${text}, must be a multiple of the group's interval ${group.interval}`;
  return [[seconds === undefined || (interval > 0 && seconds % interval !== 0), message]];
}

function labelFaults(name: string, value: string): readonly Fault[] {
  return [
    [!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name), `got label ${JSON.stringify(name)}, must be letters, digits and _`],
    [name === "severity" || name === "alertname", `got label ${name}, which the alert sets itself`],
    [/\$value/.test(value), `label ${name}: got $value, which makes a new alert with every evaluation`],
  ];
}

function nameFits(name: string): boolean {
  return name.trim() !== "" && name.length <= NAME_LENGTH;
}

function problems(path: string, faults: readonly Fault[]): readonly Problem[] {
  return faults.flatMap(([fault, message]) => (fault ? [{ path, message }] : []));
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
    return [{ path, message: `got ${what} ${key}, which ${other} has already: must be unique` }];
  });
}
