import { alertGroups, recordingGroups } from "../alerts/everything";
import type { RecordingGroup } from "../src/alert";
import { type Alert, type AlertGroup, checkAlerts, conditionExpr, labelsOf } from "../src/alert";
import type { ClientConfig } from "../src/config";
import type { Problem } from "../src/problem";
import { platformOf } from "../stacks/check-shipped";
import { ownGroups } from "../stacks/own-alerts";
import { shippedRules } from "../stacks/shipped-rules";
import { shippedScope } from "../stacks/shipped-scope";
import { type LoadOptions, loadClients } from "./clients";
import { EXIT } from "./exit";
import type { Format } from "./formats";
import { hasErrors, report } from "./report";
import { table } from "./table";

/** A group, whose it is, and of which client. */
export interface Listed {
  readonly group: AlertGroup;
  readonly source: "shipped" | "own";
  readonly client?: string;
}

export interface ListOptions extends LoadOptions {
  readonly format: "human" | "json";
}

/** Prints every shipped alert, or those of each client as it wants them, its own included. */
export async function alertsList(files: readonly string[], options: ListOptions): Promise<number> {
  const { clients, problems } = await loadClients(files, options);
  process.stderr.write(report(problems, "human"));
  if (hasErrors(problems)) return EXIT.problems;
  const groups =
    files.length === 0
      ? alertGroups.map((group): Listed => ({ group, source: "shipped" }))
      : clients.flatMap(({ config }) => groupsOf(config));
  const alerts = groups.flatMap((one) => one.group.alerts.map((alert) => described(alert, one)));
  process.stdout.write(
    options.format === "json" ? `${JSON.stringify({ alerts }, undefined, 2)}\n` : `${table(alerts.map(row))}\n`,
  );
  return EXIT.fine;
}

/** Groups that a client has. */
export function groupsOf(config: ClientConfig): readonly Listed[] {
  const { client } = config;
  return [
    ...shippedRules(shippedScope(config)).alerts.map((group) => ({ group, source: "shipped" as const, client })),
    ...ownGroups(config).map((group) => ({ group, source: "own" as const, client })),
  ];
}

function described(alert: Alert, { group, source, client }: Listed) {
  const { severity, team, ...labels } = labelsOf(alert, group);
  return {
    name: alert.name,
    ...(client === undefined ? {} : { client }),
    group: group.name,
    source,
    severity,
    team,
    for: alert.for,
    labels,
    expr: conditionExpr(alert),
    language: alert.signal.expr.datasource === "loki" ? "logql" : "promql",
    summary: alert.summary,
  };
}

function row({ name, client, severity, team, for: wait, group, source, summary }: ReturnType<typeof described>) {
  return [...(client === undefined ? [] : [client]), name, severity ?? "", team ?? "", wait, group, source, summary];
}

export interface CheckOptions extends LoadOptions {
  readonly format: Format;
}

/** Says all that is wrong with the alerts of these clients: their own, and the shipped ones on what each client runs. */
export async function alertsCheck(files: readonly string[], options: CheckOptions): Promise<number> {
  const { clients, problems } = await loadClients(files, options);
  const all: readonly Problem[] = [...problems, ...clients.flatMap(({ config }) => shippedProblems(config))];
  process.stdout.write(report(all, options.format));
  if (options.format === "human" && all.length === 0) {
    const count = clients.flatMap(({ config }) => groupsOf(config)).flatMap(({ group }) => group.alerts).length;
    process.stdout.write(`ok  ${count} alerts, no problems\n`);
  }
  return hasErrors(all) ? EXIT.problems : EXIT.fine;
}

function shippedProblems(config: ClientConfig): readonly Problem[] {
  const { alerts, recordings } = shippedRules(shippedScope(config));
  return checkAlerts([...recordings, ...alerts], platformOf(config));
}

/** What `alerts test` runs of these clients: what is shipped as it is shipped, and what they write. */
export function testedGroups(configs: readonly ClientConfig[]): readonly AlertGroup[] {
  if (configs.length === 0) return alertGroups;
  return configs.flatMap((config) => {
    const scope = { ...shippedScope(config), overrides: {} };
    return [...shippedRules(scope).alerts, ...ownGroups(config)];
  });
}

/** What their alerts read of what is recorded. */
export function testedRecordings(configs: readonly ClientConfig[]): readonly RecordingGroup[] {
  if (configs.length === 0) return recordingGroups;
  return configs.flatMap((config) => shippedRules(shippedScope(config)).recordings);
}
