import type { Pods, Ports, Somewhere, Wire } from "./wire";

/** Who may be at the other end: pods, or addresses. */
export type Peer =
  | { readonly pods: Pick<Pods, "namespace" | "labels"> }
  | { readonly podsOf: string }
  | { readonly everyPod: true }
  | { readonly addresses: readonly string[] }
  | { readonly anywhere: true };

export interface Rule {
  readonly peer: Peer;
  readonly ports: Ports;
}

/** What some pods may do, and what may be done to them. */
export interface Policy {
  readonly pods: Pods;
  /** Whom they may call. */
  readonly egress: readonly Rule[];
  /** Who may call them. */
  readonly ingress: readonly Rule[];
}

const OUTSIDE = ["0.0.0.0/0", "::/0"];

/** The policies that let these wires through, and nothing else: one for each set of pods. */
export function policiesOf(wires: readonly Wire[]): readonly Policy[] {
  const ends = new Map<string, Pods>();
  for (const end of wires.flatMap(({ from, to }) => [from, to])) if (isPods(end)) ends.set(keyOf(end), end);
  return [...ends]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, pods]) => ({
      pods,
      egress: rules(
        wires.filter(({ from }) => isPods(from) && keyOf(from) === key).map(({ to, ports }) => [to, ports]),
      ),
      ingress: rules(wires.filter(({ to }) => isPods(to) && keyOf(to) === key).map(({ from, ports }) => [from, ports])),
    }));
}

export function isPods(end: Pods | Somewhere): end is Pods {
  return typeof end !== "string" && "labels" in end;
}

function keyOf({ namespace, name }: Pods): string {
  return `${namespace}/${name}`;
}

/** One rule for each peer, with all ports that it is wired to. */
function rules(ends: readonly (readonly [Pods | Somewhere, Ports])[]): readonly Rule[] {
  const byPeer = new Map<string, Rule>();
  for (const [end, ports] of ends) {
    const peer = peerOf(end);
    const key = JSON.stringify(peer);
    byPeer.set(key, { peer, ports: joined(byPeer.get(key)?.ports ?? [], ports) });
  }
  const all = [...byPeer].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rule]) => rule);
  return all.some(({ peer, ports }) => "everyPod" in peer && ports === "all") ? all.filter(isBeside) : all;
}

/** Whether a rule says more than one that lets every pod through. */
function isBeside({ peer }: Rule): boolean {
  return !("pods" in peer || "podsOf" in peer);
}

function peerOf(end: Pods | Somewhere): Peer {
  if (isPods(end)) return { pods: { namespace: end.namespace, labels: sorted(end.labels) } };
  if (typeof end !== "string") return end;
  if (end === "pods") return { everyPod: true };
  return end === "outside" ? { addresses: OUTSIDE } : { anywhere: true };
}

function sorted(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function joined(a: Ports, b: Ports): Ports {
  return a === "all" || b === "all" ? "all" : [...new Set([...a, ...b])].sort((x, y) => x - y);
}
