/** A size of DigitalOcean's managed PostgreSQL. */
export interface DatabaseSize {
  /** Memory of one node, in GiB. */
  readonly memory: number;
  /** Dollars a month for one node, with the storage that belongs to the size. */
  readonly price: number;
  /** Connections that are left to clients. */
  readonly connections: number;
}

/** Connections for each GiB of memory, and how many of all DigitalOcean keeps to itself. */
const CONNECTIONS = { perGibibyte: 25, reserved: 3 } as const;

/** slug: memory in GiB, dollars a month for one node: rounded list prices, unverified. */
const SIZES = {
  "db-s-1vcpu-1gb": [1, 15],
  "db-s-1vcpu-2gb": [2, 30],
  "db-s-2vcpu-4gb": [4, 60],
  "db-s-4vcpu-8gb": [8, 120],
  "db-s-6vcpu-16gb": [16, 240],
} as const satisfies Record<string, readonly [number, number]>;

export type DatabaseSlug = keyof typeof SIZES;

export const DATABASE_SLUGS = Object.keys(SIZES) as [DatabaseSlug, ...DatabaseSlug[]];

/** Sizes of which DigitalOcean makes a single node only: none can stand by. */
export const SINGLE_NODE_SIZES: readonly DatabaseSlug[] = ["db-s-1vcpu-1gb"];

/** What a managed PostgreSQL of this size gives, and what it costs. */
export function databaseSize(slug: DatabaseSlug): DatabaseSize {
  const [memory, price] = SIZES[slug];
  return { memory, price, connections: CONNECTIONS.perGibibyte * memory - CONNECTIONS.reserved };
}
