/** Series by selector with values in promtool's notation: `0+60x10` is 0, 60, ... 600; `_` is no sample. */
export type InputSeries = Readonly<Record<string, string>>;

/** An alert as it must come out of a test, to the letter. */
export interface ExpectedAlert {
  /** Labels of the series and of the alert, without `alertname` and `severity`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly description: string;
}

interface TestProps {
  readonly series: InputSeries;
  /** Time from the first sample at which it is looked at. */
  readonly at: string;
  /** Time between samples. @default 1m */
  readonly interval?: string;
}

export interface FiringTest extends TestProps {
  readonly kind: "fires";
  /** Exactly these alerts, templates filled in. @default any number of alerts, whatever they say */
  readonly expect?: readonly ExpectedAlert[];
}

export interface SilentTest extends TestProps {
  readonly kind: "silent";
}

export type AlertTest = FiringTest | SilentTest;

/** With these series the alert fires. */
export function fires(props: Omit<FiringTest, "kind">): FiringTest {
  return { kind: "fires", ...props };
}

/** With these series the alert does not fire. */
export function silent(props: Omit<SilentTest, "kind">): SilentTest {
  return { kind: "silent", ...props };
}
