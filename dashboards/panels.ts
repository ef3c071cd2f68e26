import type { Alert } from "../src/alert";
import type {
  PanelLink,
  PanelQuery,
  Query,
  Signal,
  StatPanel,
  TablePanel,
  Threshold,
  TimeseriesPanel,
} from "../src/dashboard";
import { defineSignal, promql } from "../src/dashboard";

/** Text of a panel, and its place. */
interface Text {
  readonly title: string;
  /** What it shows, and what a bad value means. */
  readonly description: string;
  /** Columns of 24. @default by kind */
  readonly width?: number;
  /** Rows of 30 pixels. @default by kind */
  readonly height?: number;
}

interface Shown extends Text, Omit<Signal, "expr"> {
  readonly key: string;
  readonly expr: Query;
  /** @default none */
  readonly thresholds?: readonly Threshold[];
  /** Where a click on a value leads. @default nowhere */
  readonly links?: readonly PanelLink[];
}

interface Watched extends Text {
  readonly alert: Alert;
  /** Narrows the signal to what the dashboard's variables have chosen. @default all of it */
  readonly of?: (signal: Signal) => Signal;
}

/** What an alert watches, with its line. Its key is the one that the alert links to. */
export function watched({
  alert,
  legend,
  also = [],
  of = (signal) => signal,
  ...text
}: Watched & {
  /** Name of a series, with `{{label}}`. @default Grafana's own choice */
  readonly legend?: string;
  /** Further bounds of the same signal. @default none */
  readonly also?: readonly Alert[];
}): TimeseriesPanel {
  return {
    kind: "timeseries",
    key: keyOf(alert),
    queries: [queryOf(of(alert.signal), legend)],
    thresholds: [alert, ...also],
    ...text,
  };
}

/** What an alert fires for, or would in a while: a row each, so that empty is good. */
export function offenders({
  alert,
  columns,
  of = (signal) => signal,
  ...text
}: Watched & { readonly columns: Readonly<Record<string, string>> }): TablePanel {
  const { above, below, signal } = alert;
  const bound = above === undefined ? `< ${below}` : `> ${above}`;
  return {
    kind: "table",
    key: keyOf(alert),
    queries: [{ signal: of(defineSignal({ ...signal, expr: promql`(${signal.expr}) ${bound}` })) }],
    columns,
    ...text,
  };
}

/** Lines over time; several where `exprs` names each by its legend. */
export function lines({
  expr,
  legend,
  more = {},
  stacked,
  ...shown
}: Shown & {
  readonly legend?: string;
  /** Further lines, by their legend. */
  readonly more?: Readonly<Record<string, Query>>;
  readonly stacked?: boolean;
}): TimeseriesPanel {
  const { rest, signal } = split(shown);
  const further = Object.entries(more).map(([name, other]) => queryOf(defineSignal({ ...signal, expr: other }), name));
  return {
    kind: "timeseries",
    ...rest,
    queries: [queryOf(defineSignal({ ...signal, expr }), legend), ...further],
    ...(stacked === undefined ? {} : { stacked }),
  };
}

/** Memory of a program's processes, by pod. `of` tells them from others: `and on (instance) loki_build_info`. */
export function memoryOf(of: Query, description: string): TimeseriesPanel {
  return lines({
    key: "memory",
    title: "Memory",
    description,
    expr: promql`max by (pod) (process_resident_memory_bytes ${of})`,
    legend: "{{pod}}",
    unit: "bytes",
    min: 0,
  });
}

/** Cores that a program's processes use, by pod, told from others in the same way. */
export function cpuOf(of: Query, description: string): TimeseriesPanel {
  return lines({
    key: "cpu",
    title: "CPU",
    description,
    expr: promql`sum by (pod) (rate(process_cpu_seconds_total[$__rate_interval]) ${of})`,
    legend: "{{pod}}",
    unit: "short",
    min: 0,
  });
}

/** One number, as of now. */
export function number({ expr, ...shown }: Shown): StatPanel {
  const { rest, signal } = split(shown);
  return { kind: "stat", ...rest, queries: [{ signal: defineSignal({ ...signal, expr }) }] };
}

/** One row per series, as of now. */
export function table({
  expr,
  columns,
  ...shown
}: Shown & { readonly columns: Readonly<Record<string, string>> }): TablePanel {
  const { rest, signal } = split(shown);
  return { kind: "table", ...rest, columns, queries: [{ signal: defineSignal({ ...signal, expr }) }] };
}

function keyOf({ name, panel }: Alert): string {
  if (panel === undefined || !("key" in panel))
    throw new Error(`alert ${name} links no panel, and so has no key for one`);
  return panel.key;
}

function queryOf(signal: Signal, legend: string | undefined): PanelQuery {
  return { signal, ...(legend === undefined ? {} : { legend }) };
}

function split({ unit, min, max, decimals, states, window, ...rest }: Omit<Shown, "expr">) {
  const optional = { min, max, decimals, states, window };
  const known = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { rest, signal: { unit, ...known } };
}
