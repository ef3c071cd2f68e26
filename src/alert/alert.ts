import type { Severity, Signal, Threshold } from "../dashboard";
import { ruleExpr } from "../dashboard";
import { parseDuration } from "../quantity";
import type { AlertTest } from "./unit-test";

/** A bound in the signal's unit; for a signal in seconds also a duration such as `3h`. */
export type Bound = number | string;

/** Exactly one of the two. */
type Condition =
  | { /** Bad above this. */ readonly above: Bound; readonly below?: never }
  | { /** Bad below this. */ readonly below: Bound; readonly above?: never };

/** A panel of a dashboard. */
export type AlertPanel = {
  /** Uid of the dashboard. */
  readonly dashboard: string;
} & (
  | { /** Key of the panel, of a dashboard as code. */ readonly key: string }
  | { /** Its id in the dashboard's JSON. */ readonly id: number }
);

interface Description {
  /** CamelCase and unique; the title in Grafana and the label `alertname`. */
  readonly name: string;
  /** What is watched: metrics by PromQL, or log lines by LogQL. */
  readonly signal: Signal;
  /** How long it must be bad before it fires. @default 0s */
  readonly for?: string;
  /** How long it goes on firing once it is good again. @default 0s */
  readonly keepFiringFor?: string;
  /** critical wakes somebody; warning waits for the morning; info is only shown. */
  readonly severity: Severity;
  /** One line with the labels that say which one: a template of Prometheus, with `$labels` and `$value`. */
  readonly summary: string;
  /** What it means for people and why now; a template as well. */
  readonly description: string;
  /** What to do, step by step, in Markdown; or the https address of a page that says so. */
  readonly runbook: string;
  /** The panel that shows the signal. @default none */
  readonly panel?: AlertPanel;
  /** Who looks after it: the label `team`, by which routes can send it. @default its group's */
  readonly team?: string;
  /** Further labels, to route by. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** At least one that fires and one that stays silent. */
  readonly tests: readonly AlertTest[];
}

export type AlertProps = Description & Condition;

/** One definition, from which come the rules of both engines, their tests, the runbook page and the line on the panel. */
export interface Alert extends Omit<Description, "for" | "keepFiringFor" | "labels">, Threshold {
  readonly for: string;
  readonly keepFiringFor: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Defines an alert; what is wrong among others is found by `checkAlerts`. */
export function defineAlert(props: AlertProps): Alert {
  const { above, below, ...description } = props;
  const condition = above === undefined ? { below: boundOf(props, below) } : { above: boundOf(props, above) };
  assertNoVariable(props.name, ruleExpr(props.signal));
  return Object.freeze({ for: "0s", keepFiringFor: "0s", labels: {}, ...description, ...condition });
}

/**
 * The bound as a number in the unit of its signal.
 *
 * @throws Error for a duration where the unit is no time, and for what is none.
 */
export function boundOf({ name, signal }: Pick<AlertProps, "name" | "signal">, bound: Bound): number {
  if (typeof bound === "number") return bound;
  const value = signal.unit === "s" ? parseDuration(bound) : undefined;
  if (value === undefined) {
    throw new Error(
      `alert ${name}: got bound ${JSON.stringify(bound)}, must be a number in ${signal.unit}, or a duration for s`,
    );
  }
  return value;
}

function assertNoVariable(name: string, expr: string): void {
  const variable = /\$\{?[a-zA-Z_]\w*/.exec(expr)?.[0];
  if (variable !== undefined)
    throw new Error(`alert ${name}: got variable ${variable} in its signal, which no rule can fill`);
}
