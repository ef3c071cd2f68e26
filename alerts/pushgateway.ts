import { defineAlert, defineAlertGroup, fires, silent, sincePushed } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "pushgateway";

const GATEWAY = 'job="prometheus-pushgateway",instance="10.1.0.4:9091"';

export const pushgatewayDown = defineAlert({
  name: "PushgatewayDown",
  signal: defineSignal({ expr: promql`absent(pushgateway_build_info)`, unit: "none", min: 0, max: 1 }),
  above: 0,
  for: "10m",
  severity: "warning",
  summary: "The pushgateway says nothing",
  description: "Jobs that push now fail, or lose what they measured; what was pushed before is not seen.",
  runbook: `
1. \`kubectl -n observability get pods -l app.kubernetes.io/name=prometheus-pushgateway\`, \`describe\`, \`logs --previous\`.
2. \`Pending\`: its volume is on another node, or no node has room.
3. It runs: is it scraped? Prometheus, Status, Target health, job prometheus-pushgateway.
`,
  panel: { dashboard: DASHBOARD, key: "down" },
  tests: [
    fires({
      series: { 'up{job="prometheus",instance="localhost:9090"}': "1x30" },
      at: "15m",
      expect: [{ labels: {}, summary: "The pushgateway says nothing" }],
    }),
    silent({ series: { [`pushgateway_build_info{${GATEWAY},version="1.11.3"}`]: "1x30" }, at: "15m" }),
  ],
});

export const pushesRefused = defineAlert({
  name: "PushesRefused",
  signal: defineSignal({
    expr: promql`max by (job) (push_failure_time_seconds) - max by (job) (push_time_seconds)`,
    unit: "s",
  }),
  above: 0,
  for: "5m",
  severity: "warning",
  summary: "The pushgateway refused what job {{ $labels.job }} pushed last",
  description: "Its page contradicts metrics that are there already, or is none: nothing of it was taken.",
  runbook: `
1. The log of the job: the gateway answers 400 and says which metric contradicts which.
2. One name has one type and one help text over all jobs that push: rename it, or delete the old group (\`curl -X DELETE .../metrics/job/NAME\`).
`,
  panel: { dashboard: DASHBOARD, key: "refused" },
  tests: [
    fires({
      series: {
        'push_time_seconds{instance="",job="backup"}': "100x30",
        'push_failure_time_seconds{instance="",job="backup"}': "0x5 400x30",
      },
      at: "15m",
      expect: [{ labels: { job: "backup" }, summary: "The pushgateway refused what job backup pushed last" }],
    }),
    // Refused once, then mended.
    silent({
      series: {
        'push_time_seconds{instance="",job="backup"}': "500x30",
        'push_failure_time_seconds{instance="",job="backup"}': "400x30",
      },
      at: "15m",
    }),
  ],
});

export const pushedGroupStale = defineAlert({
  name: "PushedGroupStale",
  signal: defineSignal({
    expr: sincePushed(promql`push_time_seconds`, ["job"]),
    unit: "s",
    min: 0,
  }),
  above: "8d",
  for: "1h",
  severity: "warning",
  summary: "Nothing was pushed for job {{ $labels.job }} for {{ $value | humanizeDuration }}",
  description: "Even a weekly job would have. What its metrics say is of long ago, and looks like today's.",
  runbook: `
1. The job is still meant to run: \`kubectl get cronjobs,jobs -A | grep NAME\`: suspended, failing, gone?
2. It is no more: delete its group, \`curl -X DELETE http://localhost:9091/metrics/job/NAME\` through \`kubectl -n observability port-forward svc/prometheus-prometheus-pushgateway 9091\`.
3. A job with an interval of its own wants an alert of its own: \`BatchJob\`, docs/metrics.md.
`,
  panel: { dashboard: DASHBOARD, key: "stale" },
  tests: [
    fires({
      series: { 'push_time_seconds{instance="",job="backup"}': "0x780" },
      interval: "15m",
      at: "194h",
      expect: [{ labels: { job: "backup" }, summary: "Nothing was pushed for job backup for 8d 2h 0m 0s" }],
    }),
    // A job of every Sunday.
    silent({
      series: { 'push_time_seconds{instance="",job="weekly"}': "0x671 604800x109" },
      interval: "15m",
      at: "194h",
    }),
  ],
});

/** Whether what jobs push is taken, and still means something. */
export const pushgatewayAlerts = defineAlertGroup({
  name: "pushgateway",
  alerts: [pushgatewayDown, pushesRefused, pushedGroupStale],
});
