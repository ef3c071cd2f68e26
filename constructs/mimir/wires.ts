import { toAddress, type Wire } from "../../src/network";
import type { Release } from "../../src/terraform";
import { CACHES, type Part, type SampleBucket, WITH_BUCKET } from "./values";

/** Who calls whom by gRPC. */
const CALLS: readonly (readonly [from: Part, to: Part])[] = [
  ["distributor", "ingester"],
  ["querier", "ingester"],
  ["querier", "store-gateway"],
  ["querier", "query-scheduler"],
  // Answers go back on a way of their own.
  ["querier", "query-frontend"],
  ["query-frontend", "query-scheduler"],
  ["query-scheduler", "query-frontend"],
];

/** Who tells each other of the others. */
const GOSSIPING: readonly Part[] = ["compactor", "distributor", "ingester", "querier", "store-gateway"];

/** What the gateway stands before. */
const BEHIND_GATEWAY: readonly Part[] = ["distributor", "query-frontend"];

/** Caches, each with who asks it. */
const CACHED: Readonly<Record<(typeof CACHES)[number], readonly Part[]>> = {
  "chunks-cache": ["store-gateway"],
  "index-cache": ["store-gateway"],
  "metadata-cache": ["compactor", "querier", "store-gateway"],
  "results-cache": ["query-frontend"],
};

/** The traffic between the parts of Mimir, and to its bucket. */
export function partWires(release: Release, bucket: SampleBucket, cached: boolean): readonly Wire[] {
  const { port: gossip } = release.service("gossip-ring", "gossip-ring").backend;
  const gateway = release.pods("gateway");
  return [
    ...BEHIND_GATEWAY.map((part) => release.service(part, "http-metrics").from(gateway)),
    ...CALLS.map(([from, to]) => release.service(to, "grpc").from(release.pods(from))),
    ...GOSSIPING.flatMap((from) =>
      GOSSIPING.map((to) => ({ from: release.pods(from), to: release.pods(to), ports: [gossip] })),
    ),
    ...WITH_BUCKET.map((part) => toAddress(release.pods(part), bucket.endpoint)),
    ...(cached ? CACHES.flatMap((cache) => cacheWires(release, cache)) : []),
  ];
}

function cacheWires(release: Release, cache: (typeof CACHES)[number]): readonly Wire[] {
  return CACHED[cache].map((part) => release.service(cache, "memcached-client").from(release.pods(part)));
}
