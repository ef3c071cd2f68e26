import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";
import { MIMIR_DASHBOARD as DASHBOARD, mimirPod } from "./mimir";

const INGESTER = mimirPod("mimir-ingester-0", "10.1.0.5");
const COMPACTOR = mimirPod("mimir-compactor-0", "10.1.0.7");
const STORE_GATEWAY = mimirPod("mimir-store-gateway-0", "10.1.0.8");

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

/** Whether metrics get into the bucket, are looked after there, and are found again. */
export const mimirStorageAlerts = defineAlertGroup({
  name: "mimir-storage",
  alerts: [mimirBlocksNotShipped, mimirBucketErrors, mimirCompactorNotRunning, mimirBlocksUnseen],
});
