import { toAlertmanagerConfig, toGrafanaContactPoints } from "../src/alert";
import type { ClientConfig } from "../src/config";
import type { Problem } from "../src/problem";
import { storedBytes, tooLarge } from "../src/stored-size";
import { clientRules } from "./alert-rules";
import { notificationsOf } from "./notifications";
import { scrapeJobsOf } from "./scrape";
import { shippedRules } from "./shipped-rules";
import { shippedScope } from "./shipped-scope";

/** What a large config makes, held against what one object of Kubernetes holds: before anything is applied. */
export function storedSizeProblems(config: ClientConfig): readonly Problem[] {
  return [...contactPoints(config), ...ownGroups(config), ...prometheus(config)];
}

function found(path: string, message: string | undefined): readonly Problem[] {
  return message === undefined ? [] : [{ path, message, at: "key" }];
}

/** Grafana has the contact points in either case; the larger of the two forms is measured. */
function contactPoints(config: ClientConfig): readonly Problem[] {
  const notifications = notificationsOf(config, (key) => ({ file: key, variable: key }));
  const bytes = Math.max(
    Buffer.byteLength(toGrafanaContactPoints(notifications)),
    jsonBytes(toAlertmanagerConfig(notifications, `https://${config.grafana.host}`)),
  );
  const experiments = Object.keys(config.managedTokens?.experiments ?? {}).length;
  const theirs = experiments > Object.keys(config.alerts.contactPoints).length;
  return theirs
    ? found(
        "managedTokens.experiments",
        tooLarge(`contact points of ${experiments} experiments`, bytes, "leave out `emails` of some, or their roles"),
      )
    : found("alerts.contactPoints", tooLarge("contact points and routes", bytes, "fewer of them"));
}

/** Each is a file of its own for Grafana. */
function ownGroups(config: ClientConfig): readonly Problem[] {
  if (config.alerts.engine !== "grafana") return [];
  const { files } = clientRules(config, { alerts: [], recordings: [] });
  return files.flatMap(({ name, content }) =>
    found("alerts.rules", tooLarge(`file ${name}`, Buffer.byteLength(content), "make two groups of it")),
  );
}

/** Its rules and its scrape jobs are one ConfigMap of the chart. */
function prometheus(config: ClientConfig): readonly Problem[] {
  const rules = clientRules(config, shippedRules(shippedScope(config)));
  const bytes = jsonBytes(rules.prometheus) + jsonBytes(scrapeJobsOf(config, {}));
  return [
    ...found(
      "prometheus",
      tooLarge("rules and scrape jobs", bytes, "fewer of them, or `alerts.engine: grafana`, which has a file a group"),
    ),
    ...found("alerts.rules", tooLarge("rules on log lines", storedBytes(rules.logs), "fewer of them")),
  ];
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
