import type { Construct } from "constructs";
import { type Peer, type Policy, policiesOf, type Rule, type Wire } from "../network";
import { Component, type Dependable } from "./component";
import { LABELS } from "./labels";
import { lightResource } from "./light-resource";
import { resource } from "./resource";

const NetworkPolicy = lightResource("kubernetes_network_policy_v1");

const DNS_PORT = 53;

/**
 * Closes a namespace in both directions: its pods may ask for names, and all else is what wires allow. Names may be asked
 * for anywhere, since a cache on the node is no pod.
 */
export function closeNamespace(scope: Construct, id: string, namespace: string, made: Dependable): Dependable {
  return resource(NetworkPolicy, scope, id, {
    dependsOn: [made],
    metadata: { name: "default", namespace, labels: LABELS },
    spec: {
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
      egress: [{ ports: ["TCP", "UDP"].map((protocol) => ({ protocol, port: String(DNS_PORT) })) }],
    },
  });
}

/** The wires of every component under a scope. */
export function wiresUnder(scope: Construct): readonly Wire[] {
  return scope.node.findAll().flatMap((node) => (node instanceof Component ? node.wires : []));
}

export interface NetworkPoliciesProps {
  readonly wires: readonly Wire[];
  /** Part of the policies' names: the same pods may have wires in several stacks. */
  readonly origin: string;
  /** What has to be there before: namespaces that are made beside them. @default - nothing */
  readonly after?: readonly Dependable[];
}

/** Policies that let these wires through. */
export function networkPolicies(
  scope: Construct,
  id: string,
  { wires, origin, after = [] }: NetworkPoliciesProps,
): void {
  for (const policy of policiesOf(wires)) {
    const { name, namespace } = policy.pods;
    resource(NetworkPolicy, scope, `${id}-${namespace}-${name}`, {
      ...(after.length === 0 ? {} : { dependsOn: [...after] }),
      metadata: { name: `${name}-${origin}`, namespace, labels: LABELS },
      spec: specOf(policy),
    });
  }
}

function specOf({ pods, egress, ingress }: Policy) {
  return {
    podSelector: { matchLabels: { ...pods.labels } },
    policyTypes: [...(ingress.length > 0 ? ["Ingress"] : []), ...(egress.length > 0 ? ["Egress"] : [])],
    ...(ingress.length > 0 ? { ingress: ingress.map((rule) => ({ ...peers(rule, "from"), ...ports(rule) })) } : {}),
    ...(egress.length > 0 ? { egress: egress.map((rule) => ({ ...peers(rule, "to"), ...ports(rule) })) } : {}),
  };
}

function ports({ ports }: Rule) {
  return ports === "all" ? {} : { ports: ports.map((port) => ({ protocol: "TCP", port: String(port) })) };
}

/** A rule without peers is one for any address. */
function peers({ peer }: Rule, direction: "from" | "to") {
  return "anywhere" in peer ? {} : { [direction]: selectors(peer) };
}

function selectors(peer: Exclude<Peer, { anywhere: true }>) {
  if ("everyPod" in peer) return [{ namespaceSelector: {} }];
  if ("addresses" in peer) return peer.addresses.map((cidr) => ({ ipBlock: { cidr } }));
  if ("podsOf" in peer) return [{ namespaceSelector: named(peer.podsOf) }];
  const { namespace, labels } = peer.pods;
  return [{ namespaceSelector: named(namespace), podSelector: { matchLabels: { ...labels } } }];
}

/** Kubernetes gives every namespace this label. */
function named(namespace: string) {
  return { matchLabels: { "kubernetes.io/metadata.name": namespace } };
}
