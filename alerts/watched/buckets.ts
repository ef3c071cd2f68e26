import { defineAlert, defineAlertGroup, fires, silent } from "../../src/alert";
import { defineSignal, promql } from "../../src/dashboard";
import { EXPORTERS_DASHBOARD } from "./dashboard";

const BUCKET = 'job="bucket-size-archive",instance="",bucket="zai-archive"';

/** Bytes of a bucket, as its last list had them. */
export const bucketSize = defineSignal({ expr: promql`max by (bucket) (bucket_size_bytes)`, unit: "bytes", min: 0 });

/** Share of the size that it must not reach. */
export const bucketShare = defineSignal({
  expr: promql`max by (bucket) (bucket_size_bytes / bucket_size_limit_bytes)`,
  unit: "percentunit",
  min: 0,
});

/** Share of a bucket that went within two days. */
export const bucketLoss = defineSignal({
  expr: promql`1 - max by (bucket) (bucket_size_bytes) / (max by (bucket) (max_over_time(bucket_size_bytes[2d])) > 0)`,
  unit: "percentunit",
  min: 0,
  max: 1,
});

export const bucketNearlyFull = defineAlert({
  name: "BucketNearlyFull",
  signal: bucketShare,
  above: 0.9,
  severity: "warning",
  summary: "Bucket {{ $labels.bucket }} has {{ $value | humanizePercentage }} of the size that it must not reach",
  description: "The bound is the config's own, `largest`: a store takes more, and bills it.",
  runbook: `
1. \`rclone size store:BUCKET/FOLDER\` of its folders: which one grew?
2. Is there a lifecycle rule that deletes what is old, and are old versions and unfinished uploads in it?
3. All of it is wanted: raise \`exporters.NAME.largest\`.
`,
  panel: { dashboard: EXPORTERS_DASHBOARD, key: "bucket-share" },
  tests: [
    fires({
      series: { [`bucket_size_bytes{${BUCKET}}`]: "95x10", [`bucket_size_limit_bytes{${BUCKET}}`]: "100x10" },
      at: "5m",
      expect: [
        {
          labels: { bucket: "zai-archive" },
          summary: "Bucket zai-archive has 95% of the size that it must not reach",
          description: "The bound is the config's own, `largest`: a store takes more, and bills it.",
        },
      ],
    }),
    // Without a bound.
    silent({ series: { [`bucket_size_bytes{${BUCKET}}`]: "95x10" }, at: "5m" }),
  ],
});

export const bucketShrank = defineAlert({
  name: "BucketShrank",
  signal: bucketLoss,
  above: 0.5,
  severity: "warning",
  summary: "{{ $value | humanizePercentage }} of bucket {{ $labels.bucket }} went within two days",
  description: "More than half of what it held is deleted: a lifecycle rule, a clean-up, or somebody who should not.",
  runbook: `
1. \`rclone lsf --format pst store:BUCKET\`: what is left, and from when?
2. Was a lifecycle rule changed (\`aws s3api get-bucket-lifecycle-configuration\`)?
3. It was not meant: old versions, where the bucket keeps them, can be restored. Change its key before.
`,
  panel: { dashboard: EXPORTERS_DASHBOARD, key: "bucket-loss" },
  tests: [
    fires({
      series: { [`bucket_size_bytes{${BUCKET}}`]: "100x10 40x10" },
      interval: "1h",
      at: "15h",
      expect: [
        {
          labels: { bucket: "zai-archive" },
          summary: "60% of bucket zai-archive went within two days",
          description:
            "More than half of what it held is deleted: a lifecycle rule, a clean-up, or somebody who should not.",
        },
      ],
    }),
    silent({ series: { [`bucket_size_bytes{${BUCKET}}`]: "100x10 90x10" }, interval: "1h", at: "15h" }),
  ],
});

/** Beside those of each job that pushes: see batchJobAlerts. */
export const buckets = defineAlertGroup({ name: "buckets", alerts: [bucketNearlyFull, bucketShrank] });
