import { defineAlert, defineAlertGroup, fires, silent } from "../../src/alert";
import { defineSignal, promql } from "../../src/dashboard";
import { EXPORTERS_DASHBOARD } from "./dashboard";

const EXPORTER = 'job="exporters",exporter="aws",instance="eu-central-1"';

/** Requests a second that AWS refuses. */
export const cloudwatchErrors = defineSignal({
  expr: promql`sum by (exporter, api_name) (rate(yace_cloudwatch_request_errors[30m]))`,
  unit: "reqps",
  min: 0,
});

export const cloudwatchRefused = defineAlert({
  name: "CloudwatchRefused",
  signal: cloudwatchErrors,
  above: 0,
  for: "30m",
  severity: "warning",
  summary: "AWS refuses requests of {{ $labels.exporter }} to {{ $labels.api_name }}",
  description: "Metrics of AWS are missing or old; alerts on them cannot fire.",
  runbook: `
1. \`kubectl -n observability logs deploy/exporter-NAME\`: the error of AWS stands there.
2. \`AccessDenied\`: the key's user needs cloudwatch:GetMetricData, cloudwatch:ListMetrics and tag:GetResources, and sts:AssumeRole where a role is taken on.
3. \`Throttling\`: ask for fewer metrics, or raise \`period\`. \`InvalidClientTokenId\`: the Secret \`exporter-NAME\`.
`,
  panel: { dashboard: EXPORTERS_DASHBOARD, key: "cloudwatch-errors" },
  tests: [
    fires({
      series: { [`yace_cloudwatch_request_errors{${EXPORTER},api_name="GetMetricData"}`]: "0+1x120" },
      at: "90m",
      expect: [
        {
          labels: { exporter: "aws", api_name: "GetMetricData" },
          summary: "AWS refuses requests of aws to GetMetricData",
          description: "Metrics of AWS are missing or old; alerts on them cannot fire.",
        },
      ],
    }),
    // One that failed an hour ago.
    silent({
      series: { [`yace_cloudwatch_request_errors{${EXPORTER},api_name="GetMetricData"}`]: "0x5 1x120" },
      at: "90m",
    }),
  ],
});

export const cloudwatch = defineAlertGroup({ name: "cloudwatch", alerts: [cloudwatchRefused] });
