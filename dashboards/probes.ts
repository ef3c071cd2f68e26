import * as alerts from "../alerts/probes";
import { defineDashboard, defineSignal, promql, type Query, type Row } from "../src/dashboard";
import { within } from "./scope";

const CHOSEN: Query = promql`probe=~"$probe"`;

const state: Row = {
  title: "State now",
  panels: [
    {
      kind: "stat",
      key: "failing",
      title: "Probes that fail",
      description: "Probes whose last answer was wrong, or did not come. No data: the exporter is down.",
      queries: [
        { signal: defineSignal({ expr: promql`sum(1 - probe_success{${CHOSEN}})`, unit: "short", decimals: 0 }) },
      ],
      thresholds: [{ severity: "critical", above: 0 }],
    },
    {
      kind: "stat",
      key: "first-expiry",
      title: "Next certificate to expire",
      description: "Time until the first of all certificates ends.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`min(probe_ssl_earliest_cert_expiry{${CHOSEN}} - time())`,
            unit: "s",
          }),
        },
      ],
      thresholds: [{ severity: "warning", below: 14 * 86_400 }],
    },
  ],
};

const history: Row = {
  title: "History",
  panels: [
    {
      kind: "timeseries",
      key: "up",
      title: "Right answers",
      description: "1 while the answer is right, 0 while it is wrong or does not come. The line is ProbeDown.",
      queries: [{ signal: within(alerts.probeUp, "probe", "probe_success"), legend: "{{probe}} {{instance}}" }],
      thresholds: [alerts.probeDown],
    },
    {
      kind: "bargauge",
      key: "downtime",
      title: "Downtime in this time range",
      description: "Share of the answers in the chosen time range that were wrong.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`max by (probe, instance) (1 - avg_over_time(probe_success{${CHOSEN}}[$__range]))`,
            unit: "percentunit",
            min: 0,
            max: 1,
          }),
          legend: "{{probe}} {{instance}}",
        },
      ],
    },
    {
      kind: "timeseries",
      key: "duration",
      title: "Time to an answer",
      description: "How long each probe took. At 10 s it is given up.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`max by (probe, instance) (probe_duration_seconds{${CHOSEN}})`,
            unit: "s",
            min: 0,
          }),
          legend: "{{probe}} {{instance}}",
        },
      ],
    },
    {
      kind: "timeseries",
      key: "certificates",
      title: "Certificates",
      description: "Time until each certificate ends. The line is CertificateExpiresSoon.",
      queries: [
        {
          signal: within(alerts.certificateRest, "probe", "probe_success"),
          legend: "{{probe}} {{instance}}",
        },
      ],
      thresholds: [alerts.certificateExpiresSoon],
    },
  ],
};

/** What is asked by the clock: what fails now, and what has failed. */
export const probesDashboard = defineDashboard({
  uid: "probes",
  title: "Probes",
  description: "Do pages, ports, certificates and names answer as they should? What fails now, and what has failed.",
  folder: "Platform",
  tags: ["belvedere", "probes"],
  variables: [{ name: "probe", label: "Probe", values: { of: promql`probe_success`, label: "probe" } }],
  rows: [state, history],
});
