import type { Alert, AlertProps } from "../../src/alert";
import { defineAlert, defineAlertGroup, fires, silent } from "../../src/alert";
import { defineSignal, promql } from "../../src/dashboard";

export const PROMETHEUS = { type: "prometheus", uid: "prom" } as const;

export const AGE = defineSignal({ expr: promql`max by (service) (rate(age_seconds[$__rate_interval]))`, unit: "s" });

const SERIES = 'age_seconds{service="a"}';

export const PROPS: AlertProps = {
  name: "TooOld",
  signal: AGE,
  above: "3h",
  for: "10m",
  severity: "critical",
  summary: "{{ $labels.service }} is {{ $value | humanizeDuration }} old",
  description: "Nobody has stored a new one.",
  runbook: "1. Store a new one.",
  panel: { dashboard: "tokens", key: "age" },
  tests: [fires({ series: { [SERIES]: "0x10" }, at: "10m" }), silent({ series: { [SERIES]: "1x10" }, at: "10m" })],
};

export function alertWith(change: Partial<AlertProps>): Alert {
  return defineAlert({ ...PROPS, ...change } as AlertProps);
}

export const GROUP = defineAlertGroup({ name: "tokens", alerts: [defineAlert(PROPS)] });

export function groupOf(...alerts: readonly Alert[]) {
  return defineAlertGroup({ name: "tokens", alerts });
}
