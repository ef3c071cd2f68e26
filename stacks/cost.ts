import type { ClientConfig } from "../src/config";
import { quantityBytes } from "../src/quantity";
import { type Bill, bill } from "../src/sizing/cost";
import { databaseSize } from "../src/sizing/databases";
import { bucketPlans } from "./buckets";
import { pricedPools } from "./pools";
import { loadBalancerOf, managedDatabaseOf } from "./settings";
import { volumesOf } from "./volumes";

const GIBIBYTE = 2 ** 30;

/** What a client costs at DigitalOcean; undefined elsewhere, where nothing is ours to price. */
export function costOf(config: ClientConfig): Bill | undefined {
  const { cluster } = config;
  if (cluster.provider === "existing") return undefined;
  return bill({
    pools: pricedPools(config),
    highAvailability: cluster.highAvailability,
    database: databaseCost(config),
    loadBalancerUnits: loadBalancerOf(config)?.sizeUnit ?? 0,
    volumes: volumesOf(config).reduce((sum, volume) => sum + quantityBytes(volume) / GIBIBYTE, 0),
    buckets: bucketPlans(config).length,
    registry: cluster.registry,
  });
}

function databaseCost(config: ClientConfig) {
  const database = managedDatabaseOf(config);
  if (database === undefined) return undefined;
  const { size, nodes } = database;
  return { size, nodes, price: databaseSize(size).price };
}
