import { type Alert, type AlertGroup, defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql, type Signal } from "../src/dashboard";
import { durationSeconds } from "../src/quantity";
import { BUDGET, badOver, budgetOf, type Range, ratioOver, type Slo } from "./slos";

const DASHBOARD = "slos";

/** So many bad requests must there be: of a service that hardly anybody asks a single one would burn everything. */
const FEWEST_BAD = 10;

/** Two ranges that have to agree: the long one says that it matters, the short one that it goes on. */
interface Burn {
  readonly name: string;
  readonly key: string;
  readonly long: Range;
  readonly short: Range;
  /** How many times as fast as promised. */
  readonly factor: number;
  readonly for: string;
  readonly severity: "critical" | "warning";
  /** Of its tests: minutes between two points, when it fires, and when a fault that ended after a third of that is over. */
  readonly test: { readonly step: number; readonly at: number; readonly over: number };
}

/** Google's SRE workbook, chapter 5, table 5-8: 2 % of a month's budget in an hour, 5 % in 6 hours; 10 % in a day and in three. */
export const BURNS: readonly Burn[] = [
  {
    name: "ErrorBudgetBurn1h",
    key: "burn-1h",
    long: "1h",
    short: "5m",
    factor: 14.4,
    for: "2m",
    severity: "critical",
    test: { step: 1, at: 30, over: 30 },
  },
  {
    name: "ErrorBudgetBurn6h",
    key: "burn-6h",
    long: "6h",
    short: "30m",
    factor: 6,
    for: "15m",
    severity: "critical",
    test: { step: 1, at: 60, over: 90 },
  },
  {
    name: "ErrorBudgetBurn1d",
    key: "burn-1d",
    long: "1d",
    short: "2h",
    factor: 3,
    for: "1h",
    severity: "warning",
    test: { step: 5, at: 120, over: 240 },
  },
  {
    name: "ErrorBudgetBurn3d",
    key: "burn-3d",
    long: "3d",
    short: "6h",
    factor: 1,
    for: "3h",
    severity: "warning",
    test: { step: 10, at: 240, over: 600 },
  },
];

/** How many times as fast as promised both ranges burn the budget: the slower of the two. */
export function burnRate({ long, short }: Pick<Burn, "long" | "short">): Signal {
  const fewest = FEWEST_BAD / durationSeconds(long);
  return defineSignal({
    expr: promql`
      (${ratioOver(long)} < ${ratioOver(short)} or ${ratioOver(short)}) / ${BUDGET}
      and ${badOver(long)} >= ${fewest}`,
    unit: "suffix: x",
    min: 0,
  });
}

/** Alerts by two ranges on everything that was promised. */
export function sloAlerts(slos: readonly Slo[]): AlertGroup {
  return defineAlertGroup({ name: "slos", alerts: BURNS.map((burn) => burnAlert(slos, burn)) });
}

function burnAlert(slos: readonly Slo[], burn: Burn): Alert {
  const { name, key, long, short, factor, severity, test } = burn;
  return defineAlert({
    name,
    signal: burnRate(burn),
    above: factor,
    for: burn.for,
    severity,
    summary: `SLO {{ $labels.slo }} ({{ $labels.sli }}) burns its error budget {{ $value | humanize }} times as fast as promised`,
    description: `It has done so for ${long}, and still does in the last ${short}. At ${factor} times the budget of 30 days is gone in ${round(30 / factor)} days.`,
    runbook: runbook(severity),
    panel: { dashboard: DASHBOARD, key },
    tests: [
      fires({ ...traffic(slos, test.step, factor * 1.5), at: `${test.at}m`, expect: [expected(slos, burn)] }),
      silent({ ...traffic(slos, test.step, factor / 2), at: `${test.at}m` }),
      // Over: the long range still remembers it, the short one does not.
      silent({ ...traffic(slos, test.step, Number.POSITIVE_INFINITY, test.over / 3), at: `${test.over}m` }),
    ],
  });
}

function runbook(severity: Burn["severity"]): string {
  const first =
    severity === "critical"
      ? "1. A rollout in the last hours? Take it back first, look for the cause afterwards."
      : '1. Nobody has to get up. Look when it began: the panel "Share of bad requests" over a week.';
  return `
${first}
2. availability: the dashboard Ingress, "Errors by service": which codes? 502 and 504: its pods are not there or too slow (the dashboard Workloads); 500: its own log.
3. latency: the same in "Latency by service"; then the pod's CPU (ContainerCpuThrottled), its database, its neighbours on the node (NodeCpuSaturated, NodeDiskSaturated).
4. It is as good as it gets: change the objective in \`slos\` of the client's config, with those who were promised it.
`;
}

/** Requests of one scrape in the tests: enough to tell shares of a budget apart. */
const EACH = 1_000_000;

/** Bad requests of one scrape that burn so fast; no more than all. */
function badOf({ objective }: Slo, burn: number): number {
  return Math.min(EACH, Math.round(EACH * budgetOf(objective) * burn));
}

/** Traffic of the first SLO with a point each `step` minutes, of which so much is bad, for so many minutes. */
function traffic([slo]: readonly Slo[], step: number, burn: number, minutes = Number.POSITIVE_INFINITY) {
  if (slo === undefined) throw new Error("alerts of SLOs need one");
  const { label, value } = slo.of;
  const bad = badOf(slo, burn);
  const until = Math.min(POINTS, Math.floor(minutes / step));
  const series = (code: string) => `traefik_${label}_requests_total{${label}="${value}",code="${code}",method="GET"}`;
  return {
    series: {
      [series("200")]: `0+${EACH - bad}x${until} ${(EACH - bad) * until}+${EACH}x${POINTS - until}`,
      [series("502")]: `0+${bad}x${until} ${bad * until}x${POINTS - until}`,
    },
    interval: `${step}m`,
  };
}

/** Points of a test, enough for the longest. */
const POINTS = 100;

function expected([slo]: readonly Slo[], { factor, long, short }: Burn) {
  if (slo === undefined) throw new Error("alerts of SLOs need one");
  const burn = badOf(slo, factor * 1.5) / EACH / budgetOf(slo.objective);
  return {
    labels: { slo: slo.name, sli: "availability" },
    summary: `SLO ${slo.name} (availability) burns its error budget ${Number(burn.toPrecision(4))} times as fast as promised`,
    description: `It has done so for ${long}, and still does in the last ${short}. At ${factor} times the budget of 30 days is gone in ${round(30 / factor)} days.`,
  };
}

function round(days: number): number {
  return Math.round(days);
}
