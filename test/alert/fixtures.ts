import type { Alert, AlertProps } from "../../src/alert";
import { defineAlert, defineAlertGroup, defineRecordingGroup, fires, silent } from "../../src/alert";
import { defineSignal, logql, promql } from "../../src/dashboard";

export const PROMETHEUS = { type: "prometheus", uid: "prom" } as const;

export const LOKI = { type: "loki", uid: "logs" } as const;

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

/** An alert on log lines. */
export const LOGGED = defineAlert({
  name: "Refused",
  signal: defineSignal({
    expr: logql`sum by (container) (count_over_time({namespace="shop"} |= \`refused\` [$__auto]))`,
    unit: "none",
  }),
  above: 2,
  severity: "warning",
  summary: "{{ $labels.container }} refuses",
  description: "Three times within 5 minutes.",
  runbook: "1. Ask it why.",
  tests: [
    fires({ logs: { '{namespace="shop",container="cart"}': [{ line: "refused", times: 4 }] }, at: "4m" }),
    silent({ logs: { '{namespace="shop",container="cart"}': ["refused", { pause: 9 }, "refused"] }, at: "4m" }),
  ],
});

export const RECORDED = defineRecordingGroup({
  name: "ages",
  interval: "30s",
  recordings: [
    {
      record: "service:age_seconds:max",
      expr: promql`max by (service) (age_seconds)`,
      labels: { kind: "age" },
      description: "The oldest of a service.",
      tests: [
        {
          series: { 'age_seconds{service="a",pod="1"}': "5x4", 'age_seconds{service="a",pod="2"}': "7x4" },
          at: "2m",
          samples: { '{kind="age",service="a"}': 7 },
        },
      ],
    },
  ],
});
