import type { ChartName } from "../lock";
import type { ValueKeys, ValueNode } from "../value-tree";

/** What a chart's own files say wrongly of one of its keys. */
export interface Correction {
  /** Path of the value; `*` stands for any key. */
  readonly at: readonly string[];
  readonly because: string;
  /** The node that it is. */
  readonly is?: ValueNode;
  /** Keys that it has too. */
  readonly add?: ValueKeys;
}

const LOKI: readonly Correction[] = [
  {
    at: ["loki", "storage", "bucketNames"],
    because: "no template reads the admin bucket, which only the enterprise edition has; older values still name it",
    add: { admin: "snb" },
  },
];

/** Kept by hand, as short as can be: the rule first, and this only where the rule errs. */
const CORRECTIONS: Readonly<Partial<Record<ChartName, readonly Correction[]>>> = {
  loki: LOKI,
  "loki-conservative": LOKI,
  traefik: [
    {
      at: ["ports", "*", "expose"],
      because: "its keys are the names of services, which the templates make up from service.additionalServices",
      is: { "*": "b" },
    },
  ],
};

export function correctionsOf(chart: ChartName): readonly Correction[] {
  return CORRECTIONS[chart] ?? [];
}
