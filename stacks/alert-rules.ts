import { LOKI_DATASOURCE } from "../constructs/loki";
import { PROMETHEUS_DATASOURCE } from "../constructs/prometheus";
import {
  type AlertGroup,
  prometheusRules,
  type RuleFile,
  type RuleOptions,
  toGrafanaRules,
  toLokiRules,
  toRetiredRules,
} from "../src/alert";
import type { ClientConfig } from "../src/config";
import { ownGroups } from "./own-alerts";
import { retiredUids } from "./rule-ledger";
import type { GrafanaFile } from "./shipped-files";
import type { ShippedRules } from "./shipped-rules";

/** What is evaluated for a client, and by whom. */
export interface ClientRules {
  /** Grafana's: its own groups, and what it shall forget. */
  readonly files: readonly GrafanaFile[];
  readonly prometheus: { readonly alerting: RuleFile; readonly recording: RuleFile };
  /** Files of Loki's rules, by name. */
  readonly logs: Readonly<Record<string, string>>;
}

/** Rules of one client beside the files that it may share with others. */
export function clientRules(config: ClientConfig, shipped: ShippedRules): ClientRules {
  const { engine } = config.alerts;
  const own = ownGroups(config);
  const retired = retiredUids(config, [...shipped.alerts, ...own]);
  const tombstones =
    retired.length === 0 ? [] : [{ kind: "alerts" as const, name: "retired", content: toRetiredRules(retired) }];
  const recording = prometheusRules(shipped.recordings);
  if (engine === "grafana")
    return {
      files: [...own.map((group) => grafanaFile(group, "own", {})), ...tombstones],
      prometheus: { alerting: { groups: [] }, recording },
      logs: {},
    };
  const grafana = `https://${config.grafana.host}`;
  // Runbooks of shipped alerts are published; those of own ones stand in them.
  const published = { grafana, runbooks: config.alerts.runbooks };
  const parts: readonly (readonly [readonly AlertGroup[], RuleOptions, string])[] = [
    [shipped.alerts, published, "shipped"],
    [own, { grafana }, "own"],
  ];
  return {
    files: tombstones,
    prometheus: {
      alerting: { groups: parts.flatMap(([groups, options]) => prometheusRules(groups, options).groups) },
      recording,
    },
    logs: Object.fromEntries(
      parts
        .filter(([groups]) => groups.some(readsLogs))
        .map(([groups, options, name]) => [`${name}.yaml`, toLokiRules(groups, options)]),
    ),
  };
}

function readsLogs({ alerts }: AlertGroup): boolean {
  return alerts.some(({ signal }) => signal.expr.datasource === "loki");
}

/** A group as a file of its own: one that is too large, or wrong, says which. */
export function grafanaFile(group: AlertGroup, prefix: string, { runbooks }: RuleOptions): GrafanaFile {
  const datasources = { prometheus: PROMETHEUS_DATASOURCE, loki: LOKI_DATASOURCE };
  return {
    kind: "alerts",
    name: `${prefix}-${group.name}`,
    content: toGrafanaRules([group], { ...datasources, runbooks }),
  };
}
