import type { Pod } from "./packing";

/**
 * What DOKS runs on every node. From descriptions of nodes that people published in 2024 to 2026; a few that ask for
 * nothing (csi-do-node, konnectivity-agent) are left out. Unverified by an account of ours.
 */
export const DOKS_AGENTS: readonly Pod[] = [
  { name: "kube-system/cilium", cpu: 300, memory: 300 },
  { name: "kube-system/kube-proxy", cpu: 0, memory: 125 },
  { name: "kube-system/do-node-agent", cpu: 102, memory: 80 },
  { name: "kube-system/cpc-bridge-proxy", cpu: 100, memory: 75 },
];

/** What it runs twice for the cluster: 100m and 150 MB each. */
export const DOKS_PODS: readonly Pod[] = [
  { name: "kube-system/coredns", cpu: 100, memory: 144 },
  { name: "kube-system/coredns", cpu: 100, memory: 144 },
];

/** Volumes that a droplet takes. DigitalOcean's limits page says 15; its driver said 7 until June 2026. */
export const DROPLET_VOLUMES = 15;

/** Pods that a kubelet takes by default, and those of DOKS. */
export const NODE_PODS = 110;
