import type { ClientConfig } from "../src/config";
import { CONTAINERS, type ContainerSize } from "../src/sizing/container-table";
import { namespaceQuota } from "../src/sizing/quota";
import type { Demand } from "../src/sizing/requests";
import { taskDemand } from "../src/sizing/tasks";
import { type Dependable, namespace, type PodSecurity, type Stack } from "../src/terraform";
import { containerDefaults, quota } from "../src/terraform/quota";
import { hostsIn } from "./hosts";
import { NAMESPACES } from "./names";

import { namespaceOf, shapeOf, tasksOf } from "./overview";
import { mostNodes } from "./pools";
import { tokensPods } from "./tokens-pods";
import { bringsOperator, usedStores } from "./used-stores";
import { close } from "./wiring";

/** What cert-manager gives to a pod that answers Let's Encrypt. */
const SOLVER: Demand = { cpu: 10, memory: 64, limit: 64 };

/** Makes the namespaces of a client: closed, and with bounds for what their pods ask for. */
export function makeNamespaces(stack: Stack, config: ClientConfig): readonly Dependable[] {
  return namespacesOf(config).flatMap((name) => {
    const made = namespace(stack, `namespace-${name}`, name, podSecurityOf(name));
    makeBounds(stack, config, name, made);
    return [made, ...close(stack, config, name, made)];
  });
}

function namespacesOf(config: ClientConfig): readonly string[] {
  const { identity, ingress } = config;
  return [
    NAMESPACES.ingress,
    NAMESPACES.observability,
    ...(identity?.provider === "keycloak" ? [NAMESPACES.identity] : []),
    ...(ingress.certificates.issuer === "letsencrypt" ? [NAMESPACES.certManager] : []),
    ...(ingress.dns.provider === "external-dns" ? [NAMESPACES.externalDns] : []),
    ...(bringsOperator(config) ? [NAMESPACES.externalSecrets] : []),
    ...(usedStores(config).length > 0 ? [NAMESPACES.secretStores] : []),
    ...(config.managedTokens === undefined ? [] : [NAMESPACES.managedTokens]),
    NAMESPACES.nodeAgents,
  ];
}

/** How its pods are held down. */
export function podSecurityOf(name: string): PodSecurity {
  return name === NAMESPACES.nodeAgents ? "privileged" : "restricted";
}

function makeBounds(stack: Stack, config: ClientConfig, name: string, made: Dependable): void {
  if (!config.isolation.quotas) return;
  const place = { namespace: name, after: [made] };
  containerDefaults(stack, `containers-${name}`, place);
  const most = quotaOf(config, name);
  if (most !== undefined) quota(stack, `quota-${name}`, place, most);
}

/** The most that the pods of a namespace may ask for; undefined where nobody knows on how many nodes they stand. */
export function quotaOf(config: ClientConfig, name: string): Demand | undefined {
  const holds = (container: ContainerSize) => namespaceOf(container) === name;
  const shape = shapeOf(config);
  const onEveryNode = CONTAINERS.some(
    (container) => container.perNode && container.chart in shape.charts && holds(container),
  );
  if (onEveryNode && config.cluster.provider === "existing") return undefined;
  return namespaceQuota({ shape, holds, nodes: mostNodes(config), beside: besideCharts(config, name) });
}

function besideCharts(config: ClientConfig, name: string): readonly Demand[] {
  const { certificates } = config.ingress;
  const byCall = certificates.issuer === "letsencrypt" && certificates.challenge === "http01";
  return [
    ...(byCall ? hostsIn(config, name).map(() => SOLVER) : []),
    ...(name === NAMESPACES.identity ? tasksOf(config).map(taskDemand) : []),
    ...(name === NAMESPACES.managedTokens ? tokensPods(config) : []),
  ];
}
