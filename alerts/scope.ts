import type { ManagedTokensScope } from "../src/managed-tokens";
import type { ComponentName } from "../src/queries/catalogue/components";
import type { Slo } from "./slos";

/** Nodes of one size at a provider that adds and removes them. */
export interface NodePool {
  readonly name: string;
  /** Fewest and most nodes. */
  readonly min: number;
  readonly max: number;
  /** Dollars a month for one node. */
  readonly price: number;
}

/** By what a client has, which alerts and dashboards it gets. */
export interface AlertScope {
  /** Programs whose metrics its Prometheus has. */
  readonly components: readonly ComponentName[];
  /** Pools of a DOKS cluster. @default none: a cluster that was there already */
  readonly pools?: readonly NodePool[];
  /** What was promised of its services. @default nothing */
  readonly slos?: readonly Slo[];
  /** @default - without the service, or its metrics are not here */
  readonly managedTokens?: ManagedTokensScope | undefined;
}
