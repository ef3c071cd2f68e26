import type { ComponentName } from "./queries/catalogue/components";

/** Something that Belvedere ships, and the programs without which it would say nothing. */
export interface Shipped<T> {
  readonly item: T;
  /** Programs whose metrics it reads. @default none but those that every platform runs */
  readonly needs?: readonly ComponentName[];
}

/** Those that mean something where these programs run. */
export function shippedFor<T>(all: readonly Shipped<T>[], components: readonly ComponentName[]): readonly T[] {
  return all
    .filter(({ needs = [] }) => needs.every((component) => components.includes(component)))
    .map(({ item }) => item);
}
