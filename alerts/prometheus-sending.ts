import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "prometheus";

const SELF = promql`job="prometheus"`;

const LABELS = 'job="prometheus",instance="localhost:9090"';

const ALERTMANAGER = "http://prometheus-alertmanager.observability.svc:9093/api/v2/alerts";

export const prometheusWithoutAlertmanager = defineAlert({
  name: "PrometheusWithoutAlertmanager",
  signal: defineSignal({
    expr: promql`max(prometheus_notifications_alertmanagers_discovered{${SELF}})`,
    unit: "short",
    min: 0,
  }),
  below: 1,
  for: "10m",
  severity: "warning",
  summary: "Prometheus knows no Alertmanager",
  description: "Alerts of its own rules reach nobody. Those of Grafana go on.",
  runbook: `
1. \`kubectl -n observability get pods,svc -l app.kubernetes.io/name=alertmanager\`: is it there?
2. Prometheus, Status, Service discovery: the Alertmanager is found by its Service; without rights on pods it finds none. Deploy the observability stack again.
`,
  panel: { dashboard: DASHBOARD, key: "alertmanagers" },
  tests: [
    fires({
      series: { [`prometheus_notifications_alertmanagers_discovered{${LABELS}}`]: "1x5 0x20" },
      at: "20m",
      expect: [{ labels: {}, summary: "Prometheus knows no Alertmanager" }],
    }),
    // Rolled out.
    silent({ series: { [`prometheus_notifications_alertmanagers_discovered{${LABELS}}`]: "1x5 0x3 1x20" }, at: "14m" }),
  ],
});

export const prometheusAlertsNotSent = defineAlert({
  name: "PrometheusAlertsNotSent",
  signal: defineSignal({
    expr: promql`
      sum by (alertmanager) (rate(prometheus_notifications_errors_total{${SELF}}[$__rate_interval]))
      / sum by (alertmanager) (rate(prometheus_notifications_sent_total{${SELF}}[$__rate_interval]))`,
    unit: "percentunit",
    min: 0,
    max: 1,
  }),
  above: 0.01,
  for: "15m",
  severity: "warning",
  summary: "{{ $value | humanizePercentage }} of the alerts do not get from Prometheus to {{ $labels.alertmanager }}",
  description: "They are sent again with each evaluation, so most come late. Those that end meanwhile never come.",
  runbook: `
1. \`kubectl -n observability logs deploy/prometheus-server -c prometheus-server | grep 'Error sending alerts'\`: the answer.
2. \`connection refused\`, \`no such host\`: is the Alertmanager up, does it restart? \`context deadline exceeded\`: a network policy, or too little CPU.
3. \`bad response status 400\`: labels that it does not take; the log of the Alertmanager names them.
`,
  panel: { dashboard: DASHBOARD, key: "alerts-not-sent" },
  tests: [
    fires({
      series: {
        [`prometheus_notifications_errors_total{${LABELS},alertmanager="${ALERTMANAGER}"}`]: "0+5x40",
        [`prometheus_notifications_sent_total{${LABELS},alertmanager="${ALERTMANAGER}"}`]: "0+10x40",
      },
      at: "30m",
      expect: [
        {
          labels: { alertmanager: ALERTMANAGER },
          summary: `50% of the alerts do not get from Prometheus to ${ALERTMANAGER}`,
        },
      ],
    }),
    // Nothing to send is 0/0.
    silent({
      series: {
        [`prometheus_notifications_errors_total{${LABELS},alertmanager="${ALERTMANAGER}"}`]: "5x40",
        [`prometheus_notifications_sent_total{${LABELS},alertmanager="${ALERTMANAGER}"}`]: "10x40",
      },
      at: "30m",
    }),
  ],
});

export const prometheusAlertQueueFilling = defineAlert({
  name: "PrometheusAlertQueueFilling",
  signal: defineSignal({
    expr: promql`
      max(prometheus_notifications_queue_length{${SELF}}) / max(prometheus_notifications_queue_capacity{${SELF}})`,
    unit: "percentunit",
    min: 0,
    max: 1,
  }),
  above: 0.5,
  for: "10m",
  severity: "warning",
  summary: "The queue of alerts to the Alertmanager is at {{ $value | humanizePercentage }}",
  description: "Prometheus has more to tell than it gets rid of. When it is full the oldest alerts are thrown away.",
  runbook: `
1. The panel "Alerts that do not get through": failing as well? Then mend that first.
2. Alerts overview: a rule without aggregation that fires for thousands of series? Group it by what a human acts on.
`,
  panel: { dashboard: DASHBOARD, key: "alert-queue" },
  tests: [
    fires({
      series: {
        [`prometheus_notifications_queue_length{${LABELS},alertmanager="${ALERTMANAGER}"}`]: "9000x40",
        [`prometheus_notifications_queue_capacity{${LABELS}}`]: "10000x40",
      },
      at: "20m",
      expect: [{ labels: {}, summary: "The queue of alerts to the Alertmanager is at 90%" }],
    }),
    silent({
      series: {
        [`prometheus_notifications_queue_length{${LABELS},alertmanager="${ALERTMANAGER}"}`]: "0x9 9000x4 0x30",
        [`prometheus_notifications_queue_capacity{${LABELS}}`]: "10000x40",
      },
      at: "20m",
    }),
  ],
});

const REMOTE = `${LABELS},remote_name="mimir",url="https://mimir.zai.dev/api/v1/push"`;

export const prometheusRemoteWriteBehind = defineAlert({
  name: "PrometheusRemoteWriteBehind",
  signal: defineSignal({
    expr: promql`
      max by (remote_name) (
        prometheus_remote_storage_queue_highest_timestamp_seconds{${SELF}}
        - prometheus_remote_storage_queue_highest_sent_timestamp_seconds{${SELF}}
      )`,
    unit: "s",
    min: 0,
  }),
  above: "2m",
  for: "15m",
  severity: "warning",
  summary: "Remote write {{ $labels.remote_name }} is {{ $value | humanizeDuration }} behind",
  description:
    "What it has not sent lies in the write-ahead log, which holds about two hours. Older samples never arrive.",
  runbook: `
1. The panel "Samples that fail": refused, or only slow?
2. \`kubectl -n observability logs deploy/prometheus-server -c prometheus-server | grep -i 'remote'\`: 429 is the other side's limit, a timeout its load or the way there.
3. Slow with all shards busy: raise \`queue.maxShards\` of this remote write, or send less (\`keep\`, \`drop\`).
`,
  panel: { dashboard: DASHBOARD, key: "remote-write-behind" },
  tests: [
    fires({
      series: {
        [`prometheus_remote_storage_queue_highest_timestamp_seconds{${REMOTE}}`]: "1000+60x40",
        [`prometheus_remote_storage_queue_highest_sent_timestamp_seconds{${REMOTE}}`]: "400+60x40",
      },
      at: "30m",
      expect: [{ labels: { remote_name: "mimir" }, summary: "Remote write mimir is 10m 0s behind" }],
    }),
    // Caught up after the other side was restarted.
    silent({
      series: {
        [`prometheus_remote_storage_queue_highest_timestamp_seconds{${REMOTE}}`]: "1000+60x40",
        [`prometheus_remote_storage_queue_highest_sent_timestamp_seconds{${REMOTE}}`]: "1000x9 1600+60x30",
      },
      at: "17m",
    }),
  ],
});

export const prometheusRemoteWriteFailing = defineAlert({
  name: "PrometheusRemoteWriteFailing",
  signal: defineSignal({
    expr: promql`
      sum by (remote_name) (rate(prometheus_remote_storage_samples_failed_total{${SELF}}[$__rate_interval]))
      / sum by (remote_name) (rate(prometheus_remote_storage_samples_total{${SELF}}[$__rate_interval]))`,
    unit: "percentunit",
    min: 0,
    max: 1,
  }),
  above: 0.01,
  for: "15m",
  severity: "warning",
  summary: "Remote write {{ $labels.remote_name }} loses {{ $value | humanizePercentage }} of its samples",
  description: "The other side refuses them for good: they are not sent again.",
  runbook: `
1. \`kubectl -n observability logs deploy/prometheus-server -c prometheus-server | grep 'non-recoverable'\`: the answer of the other side.
2. \`401\`, \`403\`: the Secret of the token or password; after a change raise its \`revision\`.
3. \`out of order\`, \`duplicate\`: two Prometheus write the same series; their external labels must differ.
4. \`limit\`: too many series for its tenant.
`,
  panel: { dashboard: DASHBOARD, key: "remote-write-failures" },
  tests: [
    fires({
      series: {
        [`prometheus_remote_storage_samples_failed_total{${REMOTE}}`]: "0+50x40",
        [`prometheus_remote_storage_samples_total{${REMOTE}}`]: "0+1000x40",
      },
      at: "30m",
      expect: [{ labels: { remote_name: "mimir" }, summary: "Remote write mimir loses 5% of its samples" }],
    }),
    silent({
      series: {
        [`prometheus_remote_storage_samples_failed_total{${REMOTE}}`]: "0x9 40x30",
        [`prometheus_remote_storage_samples_total{${REMOTE}}`]: "0+1000x40",
      },
      at: "30m",
    }),
  ],
});

export const prometheusRemoteWriteSaturated = defineAlert({
  name: "PrometheusRemoteWriteSaturated",
  signal: defineSignal({
    expr: promql`
      max by (remote_name) (
        prometheus_remote_storage_shards_desired{${SELF}} / prometheus_remote_storage_shards_max{${SELF}}
      )`,
    unit: "percentunit",
    min: 0,
  }),
  above: 1,
  for: "30m",
  severity: "warning",
  summary:
    "Remote write {{ $labels.remote_name }} needs {{ $value | humanizePercentage }} of the shards that it may have",
  description: "It sends as fast as it may, and that is not enough: soon it falls behind.",
  runbook: `
1. The panel "Remote write: how far behind": does it grow already?
2. Slow answers of the other side use up shards: its load, or the way there.
3. Otherwise raise \`queue.maxShards\`: each shard takes memory for its own samples. Or send less (\`keep\`, \`drop\`).
`,
  panel: { dashboard: DASHBOARD, key: "remote-write-shards" },
  tests: [
    fires({
      series: {
        [`prometheus_remote_storage_shards_desired{${REMOTE}}`]: "75x60",
        [`prometheus_remote_storage_shards_max{${REMOTE}}`]: "50x60",
      },
      at: "45m",
      expect: [
        {
          labels: { remote_name: "mimir" },
          summary: "Remote write mimir needs 150% of the shards that it may have",
        },
      ],
    }),
    silent({
      series: {
        [`prometheus_remote_storage_shards_desired{${REMOTE}}`]: "2x9 75x20 2x60",
        [`prometheus_remote_storage_shards_max{${REMOTE}}`]: "50x90",
      },
      at: "45m",
    }),
  ],
});

/** Whether what Prometheus knows gets to others: alerts to the Alertmanager, samples to stores elsewhere. */
export const prometheusSendingAlerts = defineAlertGroup({
  name: "prometheus-sending",
  alerts: [
    prometheusWithoutAlertmanager,
    prometheusAlertsNotSent,
    prometheusAlertQueueFilling,
    prometheusRemoteWriteBehind,
    prometheusRemoteWriteFailing,
    prometheusRemoteWriteSaturated,
  ],
});
