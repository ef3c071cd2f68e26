/** Series by selector with values in promtool's notation: `0+60x10` is 0, 60, ... 600; `_` is no sample. */
export type InputSeries = Readonly<Record<string, string>>;

/** One line, the same line several times, or times at which nothing is logged. */
export type LogLine = string | { readonly line: string; readonly times: number } | { readonly pause: number };

/** Lines by the labels of their stream, `{namespace="shop",container="cart"}`: the first at 0, each further one an interval later. */
export type InputLogs = Readonly<Record<string, readonly LogLine[]>>;

/** What a signal of PromQL, or one of LogQL, is given to read. */
export type TestInput =
  | { readonly series: InputSeries; readonly logs?: never }
  | { readonly logs: InputLogs; readonly series?: never };

/** An alert as it must come out of a test, to the letter. */
export interface ExpectedAlert {
  /** Labels of the series and of the alert, without `alertname`, `severity` and `team`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly summary: string;
  /** @default the alert's own, where it is no template */
  readonly description?: string;
}

export type TestProps = TestInput & {
  /** Time from the first sample at which it is looked at. */
  readonly at: string;
  /** Time between samples, or between lines. @default 1m */
  readonly interval?: string;
};

type Firing = TestProps & {
  /** Exactly these alerts, templates filled in. @default any number of alerts, whatever they say */
  readonly expect?: readonly ExpectedAlert[];
};

export type FiringTest = Firing & { readonly kind: "fires" };

export type SilentTest = TestProps & { readonly kind: "silent" };

export type AlertTest = FiringTest | SilentTest;

/** With these series, or these lines, the alert fires. */
export function fires(props: Firing): FiringTest {
  return { kind: "fires", ...props };
}

/** With these series, or these lines, the alert does not fire. */
export function silent(props: TestProps): SilentTest {
  return { kind: "silent", ...props };
}
