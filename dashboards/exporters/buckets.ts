import * as alerts from "../../alerts/watched/buckets";
import { defineSignal, promql, type Row } from "../../src/dashboard";
import { alertPanel } from "./panel";

export const bucketsRow: Row = {
  title: "Buckets",
  panels: [
    {
      kind: "timeseries",
      key: "bucket-size",
      title: "Size",
      description: "Bytes of all objects of a bucket, as its last list had them.",
      queries: [{ signal: alerts.bucketSize, legend: "{{bucket}}" }],
    },
    alertPanel(alerts.bucketNearlyFull, {
      title: "Share of the bound",
      description: "Share of the size that a bucket must not reach, where it has one.",
      legend: "{{bucket}}",
    }),
    alertPanel(alerts.bucketShrank, {
      title: "Lost in two days",
      description: "Share of a bucket that was deleted within two days.",
      legend: "{{bucket}}",
    }),
    {
      kind: "timeseries",
      key: "bucket-objects",
      title: "Objects",
      description: "Objects of a bucket.",
      queries: [
        {
          signal: defineSignal({ expr: promql`max by (bucket) (bucket_objects)`, unit: "short", min: 0 }),
          legend: "{{bucket}}",
        },
      ],
    },
  ],
};
