import { alertGroupsFor } from "../alerts";
import { type Alert, type AlertGroup, checkAlerts, defineAlertGroup, overridden, type Place } from "../src/alert";
import type { ClientConfig } from "../src/config";
import { guessName } from "../src/config/explain/guess";
import type { OwnAlertGroupConfig } from "../src/config/schema/own-alerts";
import { withoutIgnored } from "../src/lint";
import type { Problem } from "../src/problem";
import { platformOf } from "./check-shipped";
import { ownAlert, ownGroupConfigs } from "./own-alerts";
import { ledgerOf, provisionedUids } from "./rule-ledger";
import { shippedRules } from "./shipped-rules";
import { shippedScope } from "./shipped-scope";

/** What is wrong with the alerts that a client writes, disables or overrides, and with its ledger. */
export function checkOwnAlerts(config: ClientConfig): readonly Problem[] {
  const { disable } = config.alerts;
  const overrides = overriddenAlerts(config);
  const own = ownAlerts(config);
  const all = [
    ...disable.flatMap((name, index) => named(config, name, `alerts.disable[${index}]`)),
    ...Object.keys(config.alerts.overrides).flatMap((name) => named(config, name, `alerts.overrides.${name}`)),
    ...overrides.problems,
    ...own.problems,
    ...queries(config, overrides.groups, own),
    ...taken(config, own),
    ...(overrides.problems.length + own.problems.length > 0 ? [] : ledger(config, own.groups)),
  ];
  return withoutIgnored(all, config.alerts.ignore, "alerts.ignore");
}

/** Loaded by those who change or add alerts: most do neither. */
function everyAlertGroup(): readonly AlertGroup[] {
  return (require("../alerts/everything") as typeof import("../alerts/everything")).alertGroups;
}

/** Names of alerts that are shipped; and, in a warning, those that this client would not have anyway. */
function named(config: ClientConfig, name: string, path: string): readonly Problem[] {
  const own = namesIn(alertGroupsFor(shippedScope(config)));
  if (own.includes(name)) return [];
  const all = [...new Set([...namesIn(everyAlertGroup()), ...own])];
  if (!all.includes(name)) {
    const meant = guessName(name, all);
    const ask = meant === undefined ? "" : `; did you mean ${meant}?`;
    return [{ path, message: `got ${name}, must be a shipped alert (belvedere alerts list names them)${ask}` }];
  }
  return [
    {
      path,
      message: `got ${name}, which this client does not have: it runs nothing of what the alert watches`,
      severity: "warning",
    },
  ];
}

function namesIn(groups: readonly AlertGroup[]): readonly string[] {
  return groups.flatMap(({ alerts }) => alerts.map(({ name }) => name));
}

interface Read {
  readonly groups: readonly AlertGroup[];
  readonly problems: readonly Problem[];
}

/** Only those that are overridden: the others are as they were when they were tested. */
function overriddenAlerts(config: ClientConfig): Read {
  const { overrides } = config.alerts;
  const problems: Problem[] = [];
  const groups = alertGroupsFor(shippedScope(config)).map((group) => ({
    ...group,
    alerts: group.alerts.flatMap((alert) => {
      if (overrides[alert.name] === undefined) return [];
      return attempt(`alerts.overrides.${alert.name}`, problems, () => overridden(alert, overrides[alert.name]));
    }),
  }));
  return { groups: groups.filter(({ alerts }) => alerts.length > 0), problems };
}

interface Own extends Read {
  /** Where each group and alert stands in the config. */
  readonly paths: ReadonlyMap<AlertGroup | Alert, string>;
}

function ownAlerts({ alerts }: ClientConfig): Own {
  const problems: Problem[] = [];
  const paths = new Map<AlertGroup | Alert, string>();
  const groups = ownGroupConfigs(alerts.rules).map((config: OwnAlertGroupConfig, index) => {
    const path = `alerts.rules[${index}]`;
    const read = config.alerts.flatMap((one, at) =>
      attempt(`${path}.alerts[${at}]`, problems, () => {
        const alert = ownAlert(one);
        paths.set(alert, `${path}.alerts[${at}]`);
        return alert;
      }),
    );
    const group = defineAlertGroup({ ...config, alerts: read });
    paths.set(group, path);
    return group;
  });
  return { groups, problems, paths };
}

function attempt(path: string, problems: Problem[], make: () => Alert): readonly Alert[] {
  try {
    return [make()];
  } catch (error) {
    problems.push({ path, message: (error as Error).message.replace(/^alert \w+: /, "") });
    return [];
  }
}

/** Metrics of the client's own services are nothing that the catalogue knows; those that look like a program's are held against it. */
function queries(config: ClientConfig, changed: readonly AlertGroup[], { groups, paths }: Own): readonly Problem[] {
  if (groups.length === 0 && changed.length === 0) return [];
  const platform = platformOf(config);
  const place: Place = (group, alert) => paths.get((alert ?? group) as AlertGroup | Alert) ?? "";
  const override: Place = (_, alert) => `alerts.overrides${alert === undefined ? "" : `.${alert.name}`}`;
  return [
    ...checkAlerts(changed, platform, override),
    // A group of which every alert had a fault has said so.
    ...checkAlerts(
      groups.filter(({ alerts }) => alerts.length > 0),
      { ...platform, unknown: "resembling" },
      place,
    ),
  ];
}

/** A name is a title and a uid in Grafana: shipped ones are taken, wanted or not. */
function taken(config: ClientConfig, { groups, paths }: Own): readonly Problem[] {
  if (groups.length === 0) return [];
  const shipped = new Map(
    [...everyAlertGroup(), ...alertGroupsFor(shippedScope(config))].flatMap((group) =>
      group.alerts.map(({ name }) => [name, group.name] as const),
    ),
  );
  return groups.flatMap(({ alerts }) =>
    alerts.flatMap((alert) => {
      const other = shipped.get(alert.name);
      if (other === undefined) return [];
      const message = `got alert ${alert.name}, which the shipped group ${other} has already: must be unique, or be changed by alerts.overrides`;
      return [{ path: `${paths.get(alert)}.name`, message }];
    }),
  );
}

/** A rule that the ledger does not know is one that nobody will take out of Grafana. */
function ledger(config: ClientConfig, own: readonly AlertGroup[]): readonly Problem[] {
  if (config.alerts.ledger === undefined) return [];
  const known = new Set(ledgerOf(config));
  const missing = provisionedUids(config, [...shippedRules(shippedScope(config)).alerts, ...own]).filter(
    (uid) => !known.has(uid),
  );
  if (missing.length === 0) return [];
  const some =
    missing.length > 3 ? `${missing.slice(0, 3).join(", ")} and ${missing.length - 3} more` : missing.join(", ");
  const message = `lacks ${some}, which Grafana is given: nobody would take them out again; run belvedere alerts ledger FILE`;
  return [{ path: "alerts.ledger", message, severity: "warning" }];
}
