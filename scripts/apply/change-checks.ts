import type { ClientConfig } from "../../src/config";
import type { Asserted } from "./checks";
import type { AppliedStack, PlannedChange } from "./stack";

/** A change that people make, and all that a plan may touch for it. */
interface Change {
  readonly what: string;
  /** The changed config; undefined where this client has nothing to change. */
  readonly change: (config: ClientConfig) => ClientConfig | undefined;
  /** Addresses that may be touched, in place; one of them has to be. */
  readonly touches: RegExp;
}

const CHANGES: readonly Change[] = [
  {
    what: "a retention of metrics",
    change: (config) => ({ ...config, prometheus: { ...config.prometheus, retention: "9d" } }),
    // What is left of an objective is counted over what is kept.
    touches: /^helm_release\.prometheus_release|^kubernetes_config_map_v1\.grafana_dashboards-slos/,
  },
  {
    what: "a retention of logs",
    change: (config) => ({ ...config, loki: { ...config.loki, retention: "29d" } }),
    touches: /^helm_release\.loki_release/,
  },
  {
    what: "the bound of an alert",
    change: (config) => ({
      ...config,
      alerts: { ...config.alerts, overrides: { ...config.alerts.overrides, NodeClockSkew: { above: 0.2 } } },
    }),
    // Panels that watch the same show its line.
    touches: /^kubernetes_config_map_v1\.grafana_(alerts|dashboards)-|^helm_release\.prometheus_release/,
  },
  {
    what: "a host that is probed",
    change: (config) =>
      Object.keys(config.probes).length === 0
        ? undefined
        : { ...config, probes: Object.fromEntries(Object.entries(config.probes).map(rarer)) },
    touches: /^helm_release\.prometheus_release/,
  },
  {
    what: "the secret of Grafana's admin",
    change: (config) => {
      const { adminPassword } = config.grafana;
      if (!("env" in adminPassword)) return undefined;
      return { ...config, grafana: { ...config.grafana, adminPassword: { ...adminPassword, revision: 2 } } };
    },
    touches: /^kubernetes_secret_v1\.grafana-admin|^helm_release\.grafana_release/,
  },
  {
    what: "one node more",
    change: ({ cluster, ...config }) => {
      if (cluster.provider !== "digitalocean") return undefined;
      const [[name = "", pool] = []] = Object.entries(cluster.nodePools);
      if (pool?.count === undefined) return undefined;
      const nodePools = { ...cluster.nodePools, [name]: { ...pool, count: pool.count + 1 } };
      return { ...config, cluster: { ...cluster, nodePools } };
    },
    // The namespace whose pods stand on every node.
    touches: /^kubernetes_resource_quota_v1\./,
  },
];

type Probe = readonly [name: string, probe: ClientConfig["probes"][string]];

function rarer([name, probe]: Probe, index: number): Probe {
  return [name, index === 0 ? { ...probe, interval: "45s" } : probe];
}

/**
 * Plans each change over what is applied: a plan that touches more than it must would restart, or replace, what nobody meant.
 *
 * @param rewrite Synthesizes a config in the place of the applied one.
 */
export async function changesTouchLittle(
  config: ClientConfig,
  stacks: readonly AppliedStack[],
  rewrite: (config: ClientConfig) => void,
): Promise<readonly Asserted[]> {
  const asserted: Asserted[] = [];
  for (const { what, change, touches } of CHANGES) {
    const changed = change(config);
    if (changed === undefined) continue;
    rewrite(changed);
    const planned: PlannedChange[] = [];
    for (const stack of stacks) planned.push(...(await stack.planned()));
    const beyond = planned.filter(({ address, actions }) => !touches.test(address) || actions.join() !== "update");
    asserted.push({
      what: `${what} touches what it must`,
      wrong: planned.length === 0 ? "nothing changes" : beyond.map(shown).join("\n"),
      detail: planned.map(shown).join(", "),
    });
  }
  rewrite(config);
  return asserted;
}

function shown({ address, actions }: PlannedChange): string {
  return `${actions.join(" and ")} ${address}`;
}
