import {
  type Alert,
  type AlertGroup,
  type AlertProps,
  type AlertTest,
  defineAlert,
  defineAlertGroup,
} from "../src/alert";
import type { ClientConfig } from "../src/config";
import type { OwnAlertConfig, OwnAlertGroupConfig } from "../src/config/schema/own-alerts";
import { defineSignal, type Unit } from "../src/dashboard";

/** Groups of alerts that the config adds. */
export function ownGroups({ alerts }: ClientConfig): readonly AlertGroup[] {
  return ownGroupConfigs(alerts.rules).map((group) =>
    defineAlertGroup({ ...group, alerts: group.alerts.map(ownAlert) }),
  );
}

/** The groups among them; a path of a file stands only in a config that no file was read for, which has a problem of its own. */
export function ownGroupConfigs(rules: ClientConfig["alerts"]["rules"]): readonly OwnAlertGroupConfig[] {
  return rules.filter((rule) => typeof rule !== "string");
}

/**
 * One alert of the config.
 *
 * @throws Error for a bound that is not in its unit, and for a variable of Grafana in its expression.
 */
export function ownAlert(alert: OwnAlertConfig): Alert {
  const { expr, logql, unit, above, below, tests, team, panel, ...rest } = alert;
  const query = {
    datasource: logql === undefined ? ("prometheus" as const) : ("loki" as const),
    text: oneLine(logql ?? expr ?? ""),
  };
  const condition = above === undefined ? { below } : { above };
  return defineAlert({
    ...rest,
    ...(team === undefined ? {} : { team }),
    ...(panel === undefined ? {} : { panel }),
    ...condition,
    signal: defineSignal({ expr: query, unit: unit as Unit }),
    tests: tests.map(testOf),
  } as AlertProps);
}

function oneLine(query: string): string {
  return query.trim().replace(/\s*\n\s*/g, " ");
}

function testOf(test: OwnAlertConfig["tests"][number]): AlertTest {
  return ("fires" in test ? { kind: "fires", ...test.fires } : { kind: "silent", ...test.silent }) as AlertTest;
}
