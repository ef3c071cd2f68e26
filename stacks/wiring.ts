import { createHash } from "node:crypto";
import type { ClientConfig } from "../src/config";
import type { Pods, Somewhere, Wire } from "../src/network";
import { closeNamespace, type Dependable, networkPolicies, type Stack, wiresUnder } from "../src/terraform";
import type { StackKind } from "../src/terraform/stack-name";

/** Closes a namespace, where the config does not leave the network open. */
export function close(
  stack: Stack,
  { network }: ClientConfig,
  namespace: string,
  made: Dependable,
): readonly Dependable[] {
  return network.policies ? [closeNamespace(stack, `network-${namespace}`, namespace, made)] : [];
}

/** Lets through what the components of a stack need. To be called when all of them are there. */
export function wire(stack: Stack, config: ClientConfig, kind: StackKind, after: readonly Dependable[] = []): void {
  if (!config.network.policies) return;
  const wires = [...wiresUnder(stack), ...(kind === "observability" ? allowed(config) : [])];
  networkPolicies(stack, "network", { origin: kind, wires, after });
}

/** Wires that the config adds. */
function allowed({ network }: ClientConfig): readonly Wire[] {
  return network.allow.map(({ from, to, ports }) => ({ from: named(from), to: named(to), ports }) as Wire);
}

type ConfiguredEnd = ClientConfig["network"]["allow"][number]["from" | "to"];

function named(end: ConfiguredEnd): Pods | Somewhere {
  if (typeof end === "string" || "podsOf" in end) return end;
  const { namespace, labels } = end;
  const digest = createHash("sha256").update(JSON.stringify(labels)).digest("hex").slice(0, 8);
  return { name: `allowed-${digest}`, namespace, labels };
}
