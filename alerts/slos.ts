import { defineRecordingGroup, type RecordingGroup, type RecordingRule } from "../src/alert";
import { promql, type Query } from "../src/dashboard";

/** What is promised of the requests that the gateway passes on to a service, or by a router. */
export interface Slo {
  readonly name: string;
  /** Which requests: a label of Traefik's and its value. */
  readonly of: { readonly label: "service" | "router"; readonly value: string };
  /** Share that is answered without a fault of ours (5xx), in percent. */
  readonly objective: number;
  /** @default none: however long it takes */
  readonly latency?: { /** Seconds. */ readonly below: number /** In percent. */; readonly objective: number };
  /** Time over which the budget of errors is counted, such as `30d`. */
  readonly window: string;
}

/** One indicator of an SLO: which requests count, which of them are bad, and how many may be. */
export interface Indicator {
  readonly slo: string;
  readonly sli: "availability" | "latency";
  /** Share of bad requests that is promised not to be exceeded. */
  readonly budget: number;
  readonly window: string;
  readonly all: (range: string) => Query;
  readonly bad: (range: string) => Query;
}

export function indicatorsOf(slo: Slo): readonly Indicator[] {
  const { latency } = slo;
  const availability: Indicator = {
    slo: slo.name,
    sli: "availability",
    budget: budgetOf(slo.objective),
    window: slo.window,
    all: (range) => requests(slo, "requests_total", "", range),
    bad: (range) => requests(slo, "requests_total", ',code=~"5.."', range),
  };
  if (latency === undefined) return [availability];
  // A fault of ours is counted once, by availability.
  const good = ',code!~"5.."';
  const within = `${good},le="${bucketLabel(latency.below)}"`;
  const all = (range: string) => requests(slo, "request_duration_seconds_count", good, range);
  return [
    availability,
    {
      slo: slo.name,
      sli: "latency",
      budget: budgetOf(latency.objective),
      window: slo.window,
      all,
      bad: (range) => promql`(${all(range)} - ${requests(slo, "request_duration_seconds_bucket", within, range)})`,
    },
  ];
}

function requests({ of: { label, value } }: Slo, metric: string, matchers: string, range: string): Query {
  return promql`sum(rate(traefik_${label}_${metric}{${label}="${value}"${matchers}}[${range}]))`;
}

/** 99.5 leaves 0.005; rounded, since 1 - 0.995 is not. */
export function budgetOf(objective: number): number {
  return Number(((100 - objective) / 100).toFixed(8));
}

/** The label `le` as Prometheus 3 stores it: 1 becomes 1.0. */
function bucketLabel(seconds: number): string {
  return Number.isInteger(seconds) ? `${seconds}.0` : String(seconds);
}

/** Share of bad requests in a range; 0 where there are none, nothing where nothing is known. */
export function badRatio({ all, bad }: Indicator, range: string): Query {
  return promql`(${bad(range)} / (${all(range)} > 0) or 0 * ${all(range)})`;
}

/** A query of each indicator, marked by the labels `slo` and `sli`. */
export function ofEach(slos: readonly Slo[], query: (indicator: Indicator) => Query): Query {
  const each = slos.flatMap(indicatorsOf).map((indicator) => {
    const { slo, sli } = indicator;
    return `label_replace(label_replace(${query(indicator).text}, "slo", "${slo}", "", ""), "sli", "${sli}", "", "")`;
  });
  return promql`${each.join(" or ")}`;
}

/** Ranges over which the share of bad requests is recorded; the slow ones are read anew more seldom. */
const FAST = ["5m", "30m", "1h", "2h"] as const;
const SLOW = ["6h", "1d", "3d"] as const;

export type Range = (typeof FAST)[number] | (typeof SLOW)[number];

/** Name of the metric that holds the share of bad requests over a range. */
export function ratioOver(range: Range): string {
  return `slo:bad_requests:ratio_rate${range}`;
}

/** Name of the metric that holds the bad requests a second over a range. */
export function badOver(range: Range): string {
  return `slo:bad_requests:rate${range}`;
}

/** Share of bad requests that is promised not to be exceeded. */
export const BUDGET = "slo:error_budget:ratio";

/** What the alerts and the dashboard read: a sum over days is made once, not with every look. */
export function sloRecordings(slos: readonly Slo[]): readonly RecordingGroup[] {
  const budgets = slos.flatMap(indicatorsOf).map(
    ({ slo, sli, budget }, index): RecordingRule => ({
      record: BUDGET,
      expr: promql`vector(${budget})`,
      labels: { slo, sli },
      description: "Share of bad requests that is promised not to be exceeded.",
      tests: index === 0 ? [{ series: {}, at: "1m", samples: budgetsOf(slos) }] : [],
    }),
  );
  return [
    defineRecordingGroup({
      name: "slo-recordings",
      recordings: [...budgets, ...FAST.flatMap((range) => over(slos, range))],
    }),
    defineRecordingGroup({
      name: "slo-recordings-slow",
      interval: "2m",
      recordings: SLOW.flatMap((range) => over(slos, range)),
    }),
  ];
}

function over(slos: readonly Slo[], range: Range): readonly RecordingRule[] {
  return [
    {
      record: ratioOver(range),
      expr: ofEach(slos, (indicator) => badRatio(indicator, range)),
      description: `Share of bad requests in ${range}.`,
    },
    {
      record: badOver(range),
      expr: ofEach(slos, ({ bad }) => bad(range)),
      description: `Bad requests a second in ${range}.`,
    },
  ];
}

function budgetsOf(slos: readonly Slo[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    slos.flatMap(indicatorsOf).map(({ slo, sli, budget }) => [`{slo="${slo}",sli="${sli}"}`, budget]),
  );
}
