import { nest } from "../explain/path";
import { formatRange, overlap, parseRange } from "../ip-range";
import { defineRule } from "./rule";

/** Ranges that DigitalOcean keeps to itself: its own network, and pods and services of its clusters. */
const RESERVED = ["10.229.0.0/16", "10.244.0.0/16", "10.245.0.0/16", "10.246.0.0/24"];

/** A range that is free of them. */
const FREE = "10.20.0.0/20";

/** Terraform's provider takes any range; the API refuses these when the cluster is already being made. */
export const vpcRange = defineRule({
  needs: ["cluster"],
  check({ cluster }) {
    if (cluster.provider !== "digitalocean" || cluster.vpc.ipRange === undefined) return [];
    const { ipRange } = cluster.vpc;
    const path = ["cluster", "vpc", "ipRange"];
    const range = parseRange(ipRange);
    const whole = formatRange(range);
    if (whole !== ipRange)
      return [{ path, message: `got "${ipRange}", must start with its network: ${whole}`, fix: nest(path, whole) }];
    const taken = RESERVED.find((reserved) => overlap(range, parseRange(reserved)));
    if (taken === undefined) return [];
    const message = `got "${ipRange}", must not overlap ${taken}, which DigitalOcean keeps to itself`;
    return [{ path, message, fix: nest(path, FREE) }];
  },
});
