import type { ClientConfig } from "../src/config";
import type { App } from "../src/terraform/app";
import { clientRules } from "./alert-rules";
import { ClusterStack } from "./cluster";
import { ObservabilityStack } from "./observability";
import { PlatformStack } from "./platform";
import type { GrafanaFile, Shipped } from "./shipped-files";

/**
 * The stacks of one client, in the order in which they are applied.
 * @param dashboards Of its own.
 */
export function addClient(
  app: App,
  config: ClientConfig,
  shipped: Shipped,
  dashboards: readonly GrafanaFile[] = [],
): void {
  const cluster =
    config.cluster.provider === "digitalocean" ? new ClusterStack(app, config, config.cluster) : undefined;
  const platform = new PlatformStack(app, config);
  if (cluster !== undefined) platform.addDependency(cluster);
  const { gateway, certificates, targets } = platform;
  const { files, prometheus, logs } = clientRules(config, shipped.rules);
  const observability = new ObservabilityStack(app, config, {
    gateway,
    certificates,
    targets,
    files: [...shipped.files, ...dashboards, ...files],
    rules: prometheus,
    logRules: logs,
  });
  observability.addDependency(platform);
  if (config.managedTokens === undefined) return;
  // Loaded by those who have it.
  const { TokensStack } = require("./tokens") as typeof import("./tokens");
  const tokens = new TokensStack(app, config, config.managedTokens, observability.telemetry);
  tokens.addDependency(observability);
}
