import type { ClientConfig } from "../src/config";
import { pasteLines } from "../src/config/explain/paste";
import type { Problem } from "../src/problem";
import { capacity, type Load, roomiest, tooLarge } from "../src/sizing/capacity";
import type { Pod } from "../src/sizing/packing";
import { largestConsumers, platformRequests, type Requests } from "../src/sizing/requests";
import { cheapestChange } from "./cheapest-change";
import { demandsOf, shapeOf } from "./overview";
import { poolsOf } from "./pools";

/** A platform that its nodes cannot hold, or not surely; with the cheapest nodes that can. */
export function capacityProblems(config: ClientConfig): readonly Problem[] {
  const { min, max } = capacity(demandsOf(config), poolsOf(config));
  if (!max.fits) return [problem(config, "max", refusal(config, max))];
  if (!min.fits)
    return [problem(config, "min", `with the fewest nodes the platform does not fit: ${numbers(config, min)}`)];
  if (max.unsure.length === 0) return [];
  const message = `the platform fits only with its pods in the right places, and the scheduler takes them as they come: in ${Math.round((1 - max.lucky) * 100)} % of the orders it finds no node for ${max.unsure.slice(0, 3).join(", ")}; ${sums(max)}`;
  return [{ path: "cluster", severity: "warning", message }];
}

function problem(config: ClientConfig, end: "min" | "max", what: string): Problem {
  const change = cheapestChange(config, end);
  return {
    path: "cluster",
    severity: end === "max" ? "error" : "warning",
    message: change === undefined ? what : `${what}; the cheapest change that fits: ${change.text}`,
    ...(change === undefined ? {} : { paste: pasteLines(change.fix) }),
  };
}

function refusal(config: ClientConfig, load: Load): string {
  const demands = demandsOf(config);
  const pools = poolsOf(config);
  const pods = tooLarge(demands, pools);
  if (pods.length === 0) return `the platform does not fit: ${numbers(config, load)}`;
  return `no node is large enough for ${pods.map(podText).join(", ")}: the roomiest leaves ${amount(roomiest(demands, pools))} to one pod`;
}

function podText(pod: Pod): string {
  return `${pod.name} with ${amount(pod)}`;
}

function numbers(config: ClientConfig, load: Load): string {
  const largest = largestConsumers(platformRequests(shapeOf(config)), load.nodes)
    .slice(0, 3)
    .map(({ chart, memory }) => `${chart} ${memory} MiB`);
  return `${sums(load)}; no node is left for ${load.homeless.join(", ")}; the largest are ${largest.join(", ")}`;
}

function sums({ nodes, allocatable, requested, system, passing }: Load): string {
  const given = `${nodes} ${nodes === 1 ? "node gives" : "nodes give"} ${amount(allocatable)}`;
  const provider = system.memory === 0 ? "" : `, pods of DOKS ${amount(system)}`;
  const beside = passing.memory === 0 ? "" : `, a Job or a rollout beside it ${amount(passing)}`;
  return `${given}, the platform requests ${amount(requested)}${provider}${beside}`;
}

function amount({ cpu, memory }: Requests): string {
  return `${memory} MiB and ${cpu}m CPU`;
}
