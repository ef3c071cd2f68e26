import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "mimir";

const podOf = (name: string, ip: string) =>
  `job="kubernetes-pods",namespace="observability",pod="${name}",instance="${ip}:8080"`;
const INGESTER = podOf("mimir-ingester-0", "10.1.0.5");
const DISTRIBUTOR = podOf("mimir-distributor-7d9f", "10.1.0.6");
const COMPACTOR = podOf("mimir-compactor-0", "10.1.0.7");
const STORE_GATEWAY = podOf("mimir-store-gateway-0", "10.1.0.8");

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
  panel: { dashboard: DASHBOARD, key: "ingesters-unhealthy" },
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
  panel: { dashboard: DASHBOARD, key: "discarded" },
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
  panel: { dashboard: DASHBOARD, key: "series-limit" },
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
  panel: { dashboard: DASHBOARD, key: "request-errors" },
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

export const mimirBlocksNotShipped = defineAlert({
  name: "MimirBlocksNotShipped",
  signal: defineSignal({
    expr: promql`time() - min by (pod) (cortex_ingester_oldest_unshipped_block_timestamp_seconds > 0)`,
    unit: "s",
    min: 0,
  }),
  above: "1h",
  for: "30m",
  severity: "critical",
  summary: "{{ $labels.pod }} has a block of samples for {{ $value | humanizeDuration }} that is not in the bucket",
  description: "Blocks pile up on its volume. When that is full, no more samples are taken.",
  runbook: `
1. \`kubectl -n observability logs POD | grep -i 'shipper'\`: the answer of the bucket.
2. \`403\`: the key of the bucket was revoked. Put a new one into its Secret, raise the \`revision\`.
3. \`NoSuchBucket\`: it was deleted. Make it again under the same name: what is on the volumes is then written.
4. Do not take an ingester away meanwhile: its blocks are nowhere else.
`,
  panel: { dashboard: DASHBOARD, key: "unshipped" },
  tests: [
    fires({
      // The epoch of tests is 0: a block of the first minute.
      series: { [`cortex_ingester_oldest_unshipped_block_timestamp_seconds{${INGESTER}}`]: "60x180" },
      at: "121m",
      expect: [
        {
          labels: { pod: "mimir-ingester-0" },
          summary: "mimir-ingester-0 has a block of samples for 2h 0m 0s that is not in the bucket",
        },
      ],
    }),
    silent({
      series: { [`cortex_ingester_oldest_unshipped_block_timestamp_seconds{${INGESTER}}`]: "0x60 3600x20 0x100" },
      at: "150m",
    }),
  ],
});

export const mimirBucketErrors = defineAlert({
  name: "MimirBucketErrors",
  signal: defineSignal({
    expr: promql`
      sum by (component, operation) (rate(thanos_objstore_bucket_operation_failures_total[$__rate_interval]))
      / (sum by (component, operation) (rate(thanos_objstore_bucket_operations_total[$__rate_interval])) > 0)`,
    unit: "percentunit",
    min: 0,
    max: 1,
  }),
  above: 0.1,
  for: "30m",
  severity: "warning",
  summary:
    "{{ $value | humanizePercentage }} of what Mimir's {{ $labels.component }} asks of the bucket fails: {{ $labels.operation }}",
  description:
    "Of a querier or store gateway: old metrics are missing from graphs. Of a compactor: old ones are not deleted.",
  runbook: `
1. \`kubectl -n observability logs -l app.kubernetes.io/component=COMPONENT --tail 200 | grep -iE 'bucket|object'\`: the answer.
2. \`403\` of \`iter\` alone: the key may read and write, but not list.
3. \`503\`, \`SlowDown\`: the provider's state page. Spaces take some hundred requests a second of one bucket: caches (\`size: standard\`) save most of them.
`,
  panel: { dashboard: DASHBOARD, key: "bucket-errors" },
  tests: [
    fires({
      series: {
        [`thanos_objstore_bucket_operation_failures_total{${STORE_GATEWAY},bucket="",component="store-gateway",operation="get_range"}`]:
          "0+1x60",
        [`thanos_objstore_bucket_operations_total{${STORE_GATEWAY},bucket="",component="store-gateway",operation="get_range"}`]:
          "0+4x60",
      },
      at: "45m",
      expect: [
        {
          labels: { component: "store-gateway", operation: "get_range" },
          summary: "25% of what Mimir's store-gateway asks of the bucket fails: get_range",
        },
      ],
    }),
    silent({
      series: {
        [`thanos_objstore_bucket_operation_failures_total{${STORE_GATEWAY},bucket="",component="store-gateway",operation="get_range"}`]:
          "0x9 5x60",
        [`thanos_objstore_bucket_operations_total{${STORE_GATEWAY},bucket="",component="store-gateway",operation="get_range"}`]:
          "0+4x60",
      },
      at: "45m",
    }),
  ],
});

export const mimirCompactorNotRunning = defineAlert({
  name: "MimirCompactorNotRunning",
  signal: defineSignal({
    // A restart sets it back to 0 until the next run has ended.
    expr: promql`time() - max(max_over_time(cortex_compactor_last_successful_run_timestamp_seconds[1d]))`,
    unit: "s",
    min: 0,
  }),
  above: "12h",
  for: "1h",
  severity: "warning",
  summary: "Mimir's compactor has not come to an end for {{ $value | humanizeDuration }}",
  description: "Blocks stay small and many: queries become slow, and metrics beyond the retention are not deleted.",
  runbook: `
1. \`kubectl -n observability logs mimir-compactor-0 | grep -iE 'compact' | grep level=error | tail\`: the reason.
2. \`no space left\`: a block is too large for its volume. \`mimir.volume\` cannot be changed where it runs: see UPGRADING.md.
3. Killed for memory: raise the \`size\`, or its limit in \`mimir.values\`.
4. One block that is broken: its id is in the line. Mimir's documentation says how it is marked for no compaction.
`,
  panel: { dashboard: DASHBOARD, key: "compactor-age" },
  tests: [
    fires({
      series: { [`cortex_compactor_last_successful_run_timestamp_seconds{${COMPACTOR}}`]: "60x900" },
      at: "841m",
      expect: [{ labels: {}, summary: "Mimir's compactor has not come to an end for 14h 0m 0s" }],
    }),
    // Every half hour, and a restart in between.
    silent({
      series: { [`cortex_compactor_last_successful_run_timestamp_seconds{${COMPACTOR}}`]: "36000x700 0x60 45600x140" },
      at: "860m",
    }),
  ],
});

export const mimirBlocksUnseen = defineAlert({
  name: "MimirBlocksUnseen",
  signal: defineSignal({
    expr: promql`time() - min by (pod) (cortex_bucket_stores_blocks_last_successful_sync_timestamp_seconds > 0)`,
    unit: "s",
    min: 0,
  }),
  above: "45m",
  for: "15m",
  severity: "warning",
  summary: "{{ $labels.pod }} has not looked for new blocks for {{ $value | humanizeDuration }}",
  description: "After twelve hours samples are asked of the bucket alone: graphs then have a hole that grows.",
  runbook: `
1. \`kubectl -n observability logs POD | grep -i sync | grep -E 'level=(warn|error)'\`: the reason.
2. MimirBucketErrors fires too? Then the bucket is the reason.
3. \`no space left\`: the volume of the store gateway is full of what it knows of blocks.
`,
  panel: { dashboard: DASHBOARD, key: "store-gateway-sync" },
  tests: [
    fires({
      series: { [`cortex_bucket_stores_blocks_last_successful_sync_timestamp_seconds{${STORE_GATEWAY}}`]: "60x100" },
      at: "91m",
      expect: [
        {
          labels: { pod: "mimir-store-gateway-0" },
          summary: "mimir-store-gateway-0 has not looked for new blocks for 1h 30m 0s",
        },
      ],
    }),
    // Every quarter of an hour.
    silent({
      series: {
        [`cortex_bucket_stores_blocks_last_successful_sync_timestamp_seconds{${STORE_GATEWAY}}`]:
          "0x14 900x15 1800x15 2700x15 3600x15 4500x15",
      },
      at: "80m",
    }),
  ],
});

/** Whether metrics are taken, kept and found beyond one Prometheus. What Prometheus cannot send is told by its own alerts. */
export const mimirAlerts = defineAlertGroup({
  name: "mimir",
  alerts: [
    mimirIngesterUnhealthy,
    mimirSamplesDiscarded,
    mimirSeriesNearLimit,
    mimirRequestErrors,
    mimirBlocksNotShipped,
    mimirBucketErrors,
    mimirCompactorNotRunning,
    mimirBlocksUnseen,
  ],
});
