import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

/** Where all of its alerts are shown. */
export const MIMIR_DASHBOARD = "mimir";

/** Labels of a part of Mimir, as tests write them. */
export const mimirPod = (name: string, ip: string) =>
  `job="kubernetes-pods",namespace="observability",pod="${name}",instance="${ip}:8080"`;

const INGESTER = mimirPod("mimir-ingester-0", "10.1.0.5");
const DISTRIBUTOR = mimirPod("mimir-distributor-7d9f", "10.1.0.6");

export const mimirIngesterUnhealthy = defineAlert({
  name: "MimirIngesterUnhealthy",
  signal: defineSignal({
    expr: promql`max(cortex_ring_members{name="ingester",state="Unhealthy"})`,
    unit: "short",
    min: 0,
  }),
  above: 0,
  for: "10m",
  severity: "critical",
  summary: "{{ $value }} of Mimir's ingesters are not there",
  description:
    "With one copy no samples are taken, and Prometheus keeps them for about two hours; with three copies the next one that goes does the same.",
  runbook: `
1. \`kubectl -n observability get pods -l app.kubernetes.io/component=ingester -o wide\`: Pending, or restarting?
2. Killed for memory (\`OOMKilled\`): more series than it is made for; see MimirSeriesNearLimit. It reads its log anew at each start, which takes as much: raise the \`size\` or \`mimir.replicas.ingester\`.
3. \`no space left\`: its volume is full, mostly since nothing gets into the bucket: MimirBlocksNotShipped.
4. Its node is gone: it waits for another one with room, and for its volume.
`,
  panel: { dashboard: MIMIR_DASHBOARD, key: "ingesters-unhealthy" },
  tests: [
    fires({
      series: { [`cortex_ring_members{${DISTRIBUTOR},name="ingester",state="Unhealthy"}`]: "1x40" },
      at: "30m",
      expect: [{ labels: {}, summary: "1 of Mimir's ingesters are not there" }],
    }),
    // It was restarted.
    silent({
      series: {
        [`cortex_ring_members{${DISTRIBUTOR},name="ingester",state="Unhealthy"}`]: "0x5 1x8 0x30",
        [`cortex_ring_members{${DISTRIBUTOR},name="ingester",state="ACTIVE"}`]: "3x40",
      },
      at: "20m",
    }),
  ],
});

export const mimirSamplesDiscarded = defineAlert({
  name: "MimirSamplesDiscarded",
  signal: defineSignal({
    // What comes too fast is sent again.
    expr: promql`sum by (user, reason) (rate(cortex_discarded_samples_total{reason!="rate_limited"}[$__rate_interval]))`,
    unit: "cps",
    min: 0,
  }),
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Mimir throws {{ $value | humanize }} samples a second away: {{ $labels.reason }}",
  description: "They are lost there. Prometheus has them for as long as it keeps samples itself.",
  runbook: `
1. \`per_user_series_limit\`: more series than \`mimir.limits.series\`. \`topk(10, count by (__name__) ({__name__!=""}))\` says of which metric; drop it, or raise the limit and the ingesters with it.
2. \`sample_timestamp_too_old\`, \`sample_out_of_order\`: older than half an hour when it came, or two Prometheus write the same series: their external labels must differ.
3. \`max_label_names_per_series\`, \`label_value_too_long\`: the log of the distributors names the series. Drop the label where it is scraped.
`,
  panel: { dashboard: MIMIR_DASHBOARD, key: "discarded" },
  tests: [
    fires({
      series: {
        [`cortex_discarded_samples_total{${INGESTER},group="",reason="per_user_series_limit",user="acme"}`]: "0+240x40",
      },
      at: "30m",
      expect: [
        {
          labels: { user: "acme", reason: "per_user_series_limit" },
          summary: "Mimir throws 4 samples a second away: per_user_series_limit",
        },
      ],
    }),
    silent({
      series: {
        [`cortex_discarded_samples_total{${INGESTER},group="",reason="sample_out_of_order",user="acme"}`]: "0x9 40x40",
        [`cortex_discarded_samples_total{${DISTRIBUTOR},group="",reason="rate_limited",user="acme"}`]: "0+9000x50",
      },
      at: "30m",
    }),
  ],
});

const IN_MEMORY = promql`(cortex_ingester_memory_series_created_total - cortex_ingester_memory_series_removed_total)`;

export const mimirSeriesNearLimit = defineAlert({
  name: "MimirSeriesNearLimit",
  signal: defineSignal({
    expr: promql`
      max by (user) (
        ${IN_MEMORY} / on (instance, user) cortex_ingester_local_limits{limit="max_global_series_per_user"}
      )`,
    unit: "percentunit",
    min: 0,
  }),
  above: 0.85,
  for: "30m",
  severity: "warning",
  summary: "Mimir holds {{ $value | humanizePercentage }} of the series that {{ $labels.user }} may have",
  description: "At 100 % every new series is refused: a deploy, whose pods have new names, is then not seen.",
  runbook: `
1. The panel "Series in memory": a step, or slow growth? A step is mostly one release with a label of many values.
2. \`topk(10, count by (__name__) ({__name__!=""}))\`: what is worth keeping? Drop the rest where it is scraped.
3. All of it is: raise \`mimir.replicas.ingester\`, or the \`size\`; the limit follows (docs/scaling.md). A \`mimir.limits.series\` of your own does not.
`,
  panel: { dashboard: MIMIR_DASHBOARD, key: "series-limit" },
  tests: [
    fires({
      series: {
        [`cortex_ingester_memory_series_created_total{${INGESTER},user="acme"}`]: "160000x60",
        [`cortex_ingester_memory_series_removed_total{${INGESTER},user="acme"}`]: "25000x60",
        [`cortex_ingester_local_limits{${INGESTER},limit="max_global_series_per_user",user="acme"}`]: "150000x60",
      },
      at: "45m",
      expect: [{ labels: { user: "acme" }, summary: "Mimir holds 90% of the series that acme may have" }],
    }),
    silent({
      series: {
        [`cortex_ingester_memory_series_created_total{${INGESTER},user="acme"}`]: "160000x60",
        [`cortex_ingester_memory_series_removed_total{${INGESTER},user="acme"}`]: "60000x60",
        [`cortex_ingester_local_limits{${INGESTER},limit="max_global_series_per_user",user="acme"}`]: "150000x60",
      },
      at: "45m",
    }),
  ],
});

const ASKED = promql`route=~"api_v1_push|prometheus_.+"`;

export const mimirRequestErrors = defineAlert({
  name: "MimirRequestErrors",
  signal: defineSignal({
    expr: promql`
      sum by (route) (rate(cortex_request_duration_seconds_count{${ASKED},status_code=~"5.."}[$__rate_interval]))
      / sum by (route) (rate(cortex_request_duration_seconds_count{${ASKED}}[$__rate_interval]))`,
    unit: "percentunit",
    min: 0,
    max: 1,
  }),
  above: 0.05,
  for: "15m",
  severity: "warning",
  summary: "Mimir fails {{ $value | humanizePercentage }} of the requests to {{ $labels.route }}",
  description:
    "On api_v1_push samples wait in Prometheus, for about two hours. On the others people see errors instead of graphs.",
  runbook: `
1. MimirIngesterUnhealthy or MimirBucketErrors fires too? Then that is the reason.
2. \`kubectl -n observability logs -l app.kubernetes.io/component=distributor --tail 50 | grep level=error\`, or of \`querier\`: the reason.
3. \`context deadline exceeded\` of a query: too long a time or too many series; narrow it, or raise \`mimir.replicas.querier\`.
`,
  panel: { dashboard: MIMIR_DASHBOARD, key: "request-errors" },
  tests: [
    fires({
      series: {
        [`cortex_request_duration_seconds_count{${DISTRIBUTOR},method="POST",route="api_v1_push",status_code="500",ws="false"}`]:
          "0+1x40",
        [`cortex_request_duration_seconds_count{${DISTRIBUTOR},method="POST",route="api_v1_push",status_code="200",ws="false"}`]:
          "0+3x40",
      },
      at: "30m",
      expect: [{ labels: { route: "api_v1_push" }, summary: "Mimir fails 25% of the requests to api_v1_push" }],
    }),
    // What came too fast, and a query that was none.
    silent({
      series: {
        [`cortex_request_duration_seconds_count{${DISTRIBUTOR},method="POST",route="api_v1_push",status_code="429",ws="false"}`]:
          "0+3x40",
        [`cortex_request_duration_seconds_count{${DISTRIBUTOR},method="GET",route="prometheus_api_v1_query",status_code="400",ws="false"}`]:
          "0+3x40",
      },
      at: "30m",
    }),
  ],
});

/** Whether metrics are taken and asked for. What Prometheus cannot send is told by its own alerts. */
export const mimirAlerts = defineAlertGroup({
  name: "mimir",
  alerts: [mimirIngesterUnhealthy, mimirSamplesDiscarded, mimirSeriesNearLimit, mimirRequestErrors],
});
