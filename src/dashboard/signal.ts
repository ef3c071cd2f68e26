import type { Query } from "./query";
import type { Severity } from "./threshold";
import type { Unit } from "./unit";

/** What a value stands for, where values are names of states. */
export interface State {
  readonly text: string;
  /** How bad it is. */
  readonly is: Severity | "good" | "unknown";
}

/** Something measured: one definition for the panel that shows it, the rule that watches it and the line between good and bad. */
export interface Signal {
  readonly expr: Query;
  /** Grafana's unit id of the value. */
  readonly unit: Unit;
  /** Lowest possible value, in `unit`. @default open */
  readonly min?: number;
  /** Highest possible value, in `unit`. @default open */
  readonly max?: number;
  /** Decimals shown. @default chosen by Grafana */
  readonly decimals?: number;
  /** Words and colours for values: `{ 0: { text: "Down", is: "critical" } }`. @default values are numbers */
  readonly states?: Readonly<Record<number, State>>;
  /** What `$__rate_interval`, or LogQL's `$__auto`, becomes in a rule, which has no panel width: at least four scrapes. @default 5m */
  readonly window?: string;
}

/** Defines a signal to be shared by panels and alerts. */
export function defineSignal(signal: Signal): Signal {
  if (signal.expr.text === "") throw new Error("a signal needs an expression, got an empty one");
  return Object.freeze({ ...signal });
}

/** The expression as a rule evaluates it: no variable of Grafana left in it. */
export function ruleExpr(signal: Signal): string {
  return signal.expr.text.replaceAll(/\$__(?:rate_interval|auto)\b/g, signal.window ?? "5m");
}
