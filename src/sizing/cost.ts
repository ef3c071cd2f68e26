import { PRICES_OF } from "./droplets";

/** Dollars a month at DigitalOcean, of the day of `PRICES_OF`. */
export const PRICES = {
  highAvailability: 40,
  loadBalancerUnit: 12,
  /** Per GiB of block storage. */
  volume: 0.1,
  /** All Spaces buckets together, up to 250 GiB. */
  spaces: 5,
  /** Container registry: its plan Basic. */
  registry: 5,
} as const;

/** One line of a bill. */
export interface CostItem {
  readonly item: string;
  /** Dollars a month with as few nodes as the pools may have. */
  readonly min: number;
  /** With as many. */
  readonly max: number;
}

export interface Bill {
  readonly items: readonly CostItem[];
  readonly monthly: { readonly min: number; readonly max: number };
  /** Day on which the prices were taken down. */
  readonly pricesOf: string;
}

/** What is paid for. */
export interface Billable {
  readonly pools: readonly {
    readonly name: string;
    readonly size: string;
    readonly price: number;
    readonly min: number;
    readonly max: number;
  }[];
  readonly highAvailability: boolean;
  /** A managed database, its price for one node. @default - none */
  readonly database?: { readonly size: string; readonly nodes: number; readonly price: number } | undefined;
  /** Units of the load balancer; zero without one. */
  readonly loadBalancerUnits: number;
  /** GiB of all volumes. */
  readonly volumes: number;
  readonly buckets: number;
  /** Container registry of the account. @default - none */
  readonly registry?: string | undefined;
}

/** The monthly bill at DigitalOcean. */
export function bill(billable: Billable): Bill {
  const items = [
    ...billable.pools.map(({ name, size, price, min, max }) => ({
      item: `nodes of ${name}: ${range(min, max)} x ${size}`,
      min: price * min,
      max: price * max,
    })),
    ...same(billable.highAvailability, "control plane, highly available", PRICES.highAvailability),
    ...same(billable.loadBalancerUnits > 0, "load balancer", PRICES.loadBalancerUnit * billable.loadBalancerUnits),
    ...databaseItem(billable.database),
    ...same(
      billable.volumes > 0,
      `volumes: ${billable.volumes} GiB`,
      Math.round(PRICES.volume * billable.volumes * 100) / 100,
    ),
    ...same(billable.buckets > 0, "Spaces: up to 250 GiB", PRICES.spaces),
    ...same(billable.registry !== undefined, `registry ${billable.registry}: plan Basic`, PRICES.registry),
  ];
  return { items, pricesOf: PRICES_OF, monthly: { min: total(items, "min"), max: total(items, "max") } };
}

function same(wanted: boolean, item: string, price: number): CostItem[] {
  return wanted ? [{ item, min: price, max: price }] : [];
}

function databaseItem(database: Billable["database"]): CostItem[] {
  if (database === undefined) return [];
  const { size, nodes, price } = database;
  return same(true, `database: ${nodes} x ${size}`, price * nodes);
}

function range(min: number, max: number): string {
  return min === max ? String(min) : `${min} to ${max}`;
}

function total(items: readonly CostItem[], end: "min" | "max"): number {
  return Math.round(items.reduce((sum, item) => sum + item[end], 0) * 100) / 100;
}
