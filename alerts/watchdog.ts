import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

/** 1 while Prometheus reads at least itself. A constant would go on firing when nothing is read any more. */
export const prometheusReadsItself = defineSignal({
  expr: promql`max(up{job="prometheus"})`,
  unit: "none",
  min: 0,
  max: 1,
});

/** Fires for ever: who is told of nothing else is told when it stops. */
export const watchdog = defineAlert({
  name: "Watchdog",
  signal: prometheusReadsItself,
  above: 0,
  severity: "info",
  summary: "Alerts work: metrics are read, rules are evaluated, messages are sent",
  description:
    "This alert always fires. Whoever counts its messages (a dead man's switch outside of this cluster) knows by their absence that no other alert would come either.",
  runbook: `
It fires as it should: nothing is to be done. When the switch says that it has stopped:

1. \`kubectl -n observability get pods\`: Grafana and Prometheus, and the Alertmanager where it sends.
2. No answer: the cluster itself, or the way to it. The provider's console says which.
3. All of them run: Grafana, Alerting, contact points: test the one of the switch. Its address may have expired.
`,
  panel: { dashboard: "alerts", key: "watchdog" },
  tests: [
    fires({
      series: { 'up{job="prometheus",instance="localhost:9090"}': "1x10" },
      at: "5m",
      expect: [{ labels: {}, summary: "Alerts work: metrics are read, rules are evaluated, messages are sent" }],
    }),
    // What it is there for: Prometheus answers, and has read nothing since.
    silent({ series: { 'up{job="prometheus",instance="localhost:9090"}': "1x5 _x30" }, at: "15m" }),
  ],
});

export const watchdogAlerts = defineAlertGroup({ name: "watchdog", alerts: [watchdog] });
