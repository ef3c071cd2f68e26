/** A droplet size as a node of DOKS. */
export interface DropletSize {
  readonly vcpu: number;
  /** Memory of the droplet, in GiB. */
  readonly memory: number;
  /** Memory that pods can request, in MiB, those of DOKS among them. */
  readonly allocatableMemory: number;
  /** CPU that pods can request, in millicores. */
  readonly allocatableCpu: number;
  /** Dollars a month. */
  readonly price: number;
}

/**
 * Memory that DOKS leaves to pods, its own among them, by memory of the droplet in GiB. 2 and 4 GiB as nodes were seen
 * to give (1574Mi, a bit above 3000Mi); the others from DigitalOcean's limits page as remembered: unverified, too low if wrong.
 */
const ALLOCATABLE_MEMORY: Readonly<Record<number, number>> = {
  2: 1574,
  4: 3000,
  8: 6144,
  16: 13312,
  32: 28672,
  64: 58368,
};

/** What the kubelet keeps of a node's CPU, in millicores. */
const RESERVED_CPU = 100;

/** Day on which the prices were taken down. */
export const PRICES_OF = "2026-08-22";

/** slug: vCPU, memory in GiB, dollars a month. */
const SIZES = {
  "s-1vcpu-2gb": [1, 2, 12],
  "s-1vcpu-2gb-amd": [1, 2, 14],
  "s-1vcpu-2gb-intel": [1, 2, 14],
  "s-2vcpu-2gb": [2, 2, 18],
  "s-2vcpu-2gb-amd": [2, 2, 21],
  "s-2vcpu-2gb-intel": [2, 2, 21],
  "s-2vcpu-4gb": [2, 4, 24],
  "s-2vcpu-4gb-amd": [2, 4, 28],
  "s-2vcpu-4gb-intel": [2, 4, 28],
  "s-4vcpu-8gb": [4, 8, 48],
  "s-4vcpu-8gb-amd": [4, 8, 56],
  "s-4vcpu-8gb-intel": [4, 8, 56],
  "s-8vcpu-16gb": [8, 16, 96],
  "s-8vcpu-16gb-amd": [8, 16, 112],
  "s-8vcpu-16gb-intel": [8, 16, 112],
  "c-2": [2, 4, 42],
  "c-4": [4, 8, 84],
  "c-8": [8, 16, 168],
  "g-2vcpu-8gb": [2, 8, 63],
  "g-4vcpu-16gb": [4, 16, 126],
  "g-8vcpu-32gb": [8, 32, 252],
  "m-2vcpu-16gb": [2, 16, 84],
  "m-4vcpu-32gb": [4, 32, 168],
  "m-8vcpu-64gb": [8, 64, 336],
} as const satisfies Record<string, readonly [number, number, number]>;

export type DropletSlug = keyof typeof SIZES;

export const DROPLET_SLUGS = Object.keys(SIZES) as [DropletSlug, ...DropletSlug[]];

/** What a droplet of this size gives to pods, and what it costs. */
export function dropletSize(slug: DropletSlug): DropletSize {
  const [vcpu, memory, price] = SIZES[slug];
  return {
    vcpu,
    memory,
    allocatableMemory: ALLOCATABLE_MEMORY[memory] ?? 0,
    allocatableCpu: vcpu * 1000 - RESERVED_CPU,
    price,
  };
}
