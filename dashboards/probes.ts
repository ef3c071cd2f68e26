import * as alerts from "../alerts/probes";
import { defineDashboard, defineSignal, promql, type Query, type Row, type Signal } from "../src/dashboard";
import { lines, watched } from "./panels";
import { within } from "./scope";

const CHOSEN: Query = promql`probe=~"$probe"`;

function chosen(signal: Signal): Signal {
  return within(signal, "probe", "probe_success");
}

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
  title: "History of downtime",
  panels: [
    {
      kind: "statetimeline",
      key: "states",
      title: "Up and down",
      description: "What each probe found over time. Red is a wrong answer, or none.",
      queries: [
        {
          signal: defineSignal({
            ...chosen(alerts.probeUp),
            states: { 0: { text: "down", is: "critical" }, 1: { text: "up", is: "good" } },
          }),
          legend: "{{probe}} {{instance}}",
        },
      ],
      width: 24,
    },
    {
      kind: "timeseries",
      key: "up",
      title: "Right answers",
      description: "1 while the answer is right, 0 while it is wrong or does not come. The line is ProbeDown.",
      queries: [{ signal: chosen(alerts.probeUp), legend: "{{probe}} {{instance}}" }],
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
    watched({
      alert: alerts.probeFlapping,
      title: "Comings and goings within an hour",
      description: "Changes between right and wrong. Many: never away for long, and away again and again for people.",
      legend: "{{probe}} {{instance}}",
      of: chosen,
    }),
    watched({
      alert: alerts.certificateExpiresSoon,
      title: "Certificates",
      description: "Time until each certificate ends. The line is CertificateExpiresSoon.",
      legend: "{{probe}} {{instance}}",
      of: chosen,
    }),
  ],
};

const time: Row = {
  title: "Time and protocols",
  panels: [
    watched({
      alert: alerts.probeSlow,
      title: "Time to an answer",
      description: "How long right answers took, over ten minutes. At 10 s a probe is given up.",
      legend: "{{probe}} {{instance}}",
      of: chosen,
    }),
    lines({
      key: "phases",
      title: "Where the time goes",
      description:
        "Of probes over HTTP. `resolve` is DNS, `connect` and `tls` the line, `processing` the program itself.",
      expr: promql`avg by (phase) (probe_http_duration_seconds{${CHOSEN}})`,
      legend: "{{phase}}",
      unit: "s",
      min: 0,
      stacked: true,
    }),
    watched({
      alert: alerts.probeNameSlow,
      title: "Time to find the name",
      description: "DNS alone. Of all probes at once: the cluster's own resolver.",
      legend: "{{probe}} {{instance}}",
      of: chosen,
    }),
    watched({
      alert: alerts.probeOldTls,
      title: "Old TLS",
      description: "1 for a page that speaks no newer than TLS 1.1. Empty is good.",
      legend: "{{probe}} {{version}}",
      of: chosen,
    }),
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
  rows: [state, history, time],
});
