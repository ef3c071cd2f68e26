/** Pods as a policy sees them. */
export interface Pod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** An address that is no pod: of a node, of the world. */
export interface Address {
  readonly ip: string;
}

export type End = Pod | Address;

type Labels = Readonly<Record<string, string>>;
interface Selector {
  readonly match_labels?: Labels;
}
interface Peer {
  readonly namespace_selector?: Selector;
  readonly pod_selector?: Selector;
  readonly ip_block?: { readonly cidr: string };
}
interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly protocol: string; readonly port: string }[];
}

/** A NetworkPolicy, as Terraform writes it. */
export interface NetworkPolicy {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly pod_selector: Selector;
    readonly policy_types: readonly string[];
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
}

/** The policies of synthesized stacks. */
export function policiesIn(stacks: readonly { readonly resource?: unknown }[]): readonly NetworkPolicy[] {
  return stacks.flatMap(({ resource }) => {
    const { kubernetes_network_policy_v1: policies = {} } = (resource ?? {}) as PoliciesByType;
    return Object.values(policies);
  });
}

interface PoliciesByType {
  readonly kubernetes_network_policy_v1?: Readonly<Record<string, NetworkPolicy>>;
}

/** Whether a connection comes about, by the rules of Kubernetes: both ends have to allow it where a policy is about them. */
export function connects(policies: readonly NetworkPolicy[], from: End, to: End, port: number): boolean {
  return permits(policies, "Egress", from, to, port) && permits(policies, "Ingress", to, from, port);
}

/** The policies that are about some pods. */
export function policiesFor(policies: readonly NetworkPolicy[], pod: Pod): readonly NetworkPolicy[] {
  return policies.filter(
    ({ metadata, spec }) => metadata.namespace === pod.namespace && selects(spec.pod_selector, pod.labels),
  );
}

function permits(policies: readonly NetworkPolicy[], way: "Egress" | "Ingress", self: End, other: End, port: number) {
  if ("ip" in self) return true;
  const about = policiesFor(policies, self).filter(({ spec }) => spec.policy_types.includes(way));
  if (about.length === 0) return true;
  const rules = about.flatMap(({ spec }) => (way === "Egress" ? spec.egress : spec.ingress) ?? []);
  return rules.some((rule) => isPort(rule, port) && isPeer(way === "Egress" ? rule.to : rule.from, other));
}

function isPort({ ports }: Rule, port: number): boolean {
  return ports?.some((one) => one.protocol === "TCP" && Number(one.port) === port) ?? true;
}

/** As Cilium has it: an address range holds neither pods nor nodes. */
function isPeer(peers: readonly Peer[] | undefined, end: End): boolean {
  if (peers === undefined) return true;
  return peers.some(({ ip_block, namespace_selector, pod_selector }) => {
    if ("ip" in end) return ip_block?.cidr === "0.0.0.0/0" && !end.ip.startsWith("10.");
    if (namespace_selector === undefined) return false;
    const namespace = { "kubernetes.io/metadata.name": end.namespace };
    return selects(namespace_selector, namespace) && selects(pod_selector ?? {}, end.labels);
  });
}

function selects({ match_labels = {} }: Selector, labels: Labels): boolean {
  return Object.entries(match_labels).every(([name, value]) => labels[name] === value);
}
