import { Blackbox, type Probe } from "../constructs/blackbox";
import type { ClientConfig } from "../src/config";
import type { Gateway } from "../src/network";
import type { Stack } from "../src/terraform";
import { hostsOf } from "./hosts";
import { NAMESPACES } from "./names";

/** Makes what asks the probes of the config, where there are some. */
export function makeBlackbox(stack: Stack, config: ClientConfig, gateway: Gateway) {
  const probes = Object.entries(config.probes).map(([name, probe]): Probe => ({ name, ...probe }));
  if (probes.length === 0) return undefined;
  const { service, metrics } = new Blackbox(stack, "blackbox", {
    namespace: NAMESPACES.observability,
    probes,
    // Where the load balancer answers inside the cluster, its pods are called and not its address.
    gateway: asksOwnHost(config) ? gateway : undefined,
    mirror: config.charts.mirror,
    size: config.size,
    images: config.images,
  });
  return { metrics, probed: { exporter: service, probes } };
}

function asksOwnHost(config: ClientConfig): boolean {
  const own = hostsOf(config).map(({ host }) => host);
  return Object.values(config.probes).some(
    ({ module, target }) =>
      module !== "dns" && own.includes(new URL(module === "http" ? target : `tcp://${target}`).hostname),
  );
}
