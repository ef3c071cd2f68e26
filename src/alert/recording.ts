import type { Query } from "../dashboard";
import type { InputSeries } from "./unit-test";

/** A query whose result Prometheus keeps as a metric of its own: what many alerts and panels read, or over long ranges. */
export interface RecordingRule {
  /** Name of the metric, `level:metric:operation`, such as `namespace:http_requests:rate5m`. */
  readonly record: string;
  /** PromQL. */
  readonly expr: Query;
  /** Further labels of its series. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** What it means, for the catalogue. */
  readonly description: string;
  /** @default none */
  readonly tests?: readonly RecordingTest[];
}

/** Series and what is recorded of them. */
export interface RecordingTest {
  readonly series: InputSeries;
  /** Time from the first sample at which it is looked at. */
  readonly at: string;
  /** Time between samples. @default 1m */
  readonly interval?: string;
  /** All that is recorded: value by labels, such as `{namespace="shop"}`. */
  readonly samples: Readonly<Record<string, number>>;
}

export interface RecordingGroupProps {
  /** Unique, also among groups of alerts. */
  readonly name: string;
  /** How often it is evaluated. @default 1m */
  readonly interval?: string;
  readonly recordings: readonly RecordingRule[];
}

/** Recording rules that are evaluated together, in their order. Prometheus does that whichever engine alerts. */
export type RecordingGroup = Required<RecordingGroupProps>;

export function defineRecordingGroup(props: RecordingGroupProps): RecordingGroup {
  return Object.freeze({ interval: "1m", ...props });
}
