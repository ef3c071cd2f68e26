/** Pods of the platform, for which policies are made. */
export interface Pods {
  /** What policies of them are called. */
  readonly name: string;
  readonly namespace: string;
  /** Labels that all of them have, and no other pod of the namespace. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * An end for which no policy is made: a policy of ours would close pods of others to all else.
 * - `anywhere`: any address, inside or outside. Load balancers, nodes and the API server are no pods, and some networks
 *   (Cilium) leave nodes out of every address range.
 * - `outside`: addresses outside the cluster.
 * - `pods`: every pod of the cluster.
 * - the pods of a namespace that is not ours.
 * - ranges of addresses.
 */
export type Somewhere =
  | "anywhere"
  | "outside"
  | "pods"
  | { readonly podsOf: string }
  | { readonly addresses: readonly string[] };

/** One way that traffic goes. Whoever makes a connection says so by a wire; nothing else gets through. */
export type Wire =
  | { readonly from: Pods; readonly to: Pods | Somewhere; readonly ports: Ports }
  | { readonly from: Somewhere; readonly to: Pods; readonly ports: Ports };

/** TCP ports of the called pods (not of their Service). `all` for what is found out at run time. */
export type Ports = readonly number[] | "all";

/** The pods through which the world comes in. */
export interface Gateway {
  readonly pods: Pods;
  /** Ports that it is called at. */
  readonly ports: readonly number[];
}

/** Ports at which an API server may answer. Policies are held against the address behind its Service. */
export const API_SERVER_PORTS: readonly number[] = [443, 6443];

/** Calls of the Kubernetes API. */
export function toApiServer(from: Pods): Wire {
  return { from, to: "anywhere", ports: API_SERVER_PORTS };
}

/** Calls of something outside the cluster. */
export function toOutside(from: Pods, ...ports: readonly number[]): Wire {
  return { from, to: "outside", ports };
}

/** Ports of addresses that name none. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = { "http:": 80, "https:": 443, "ldap:": 389, "ldaps:": 636 };

/**
 * Calls of an address that somebody configured: it may be anywhere, even on a node. A service of the cluster is told by
 * its name, and its pods may listen at other ports than it.
 *
 * @throws Error for an address whose port cannot be told.
 */
export function toAddress(from: Pods, address: string): Wire {
  const { protocol, hostname, port } = new URL(address);
  return toHost(from, hostname, port === "" ? portOf(protocol, address) : Number(port));
}

/** The same by host and port. */
export function toHost(from: Pods, host: string, port: number): Wire {
  const [, namespace] = /^[a-z0-9-]+\.([a-z0-9-]+)\.svc(\.|$)/.exec(host) ?? [];
  if (namespace === undefined) return { from, to: "anywhere", ports: [port] };
  return { from, to: { podsOf: namespace }, ports: "all" };
}

function portOf(protocol: string, address: string): number {
  const port = DEFAULT_PORTS[protocol];
  if (port === undefined) throw new Error(`${address}: its port must be given`);
  return port;
}
