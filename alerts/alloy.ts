import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "alloy";

const POD = 'job="kubernetes-pods",namespace="observability",node="n1",pod="alloy-x7k2p",instance="10.1.0.9:12345"';

const WRITE = `${POD},component_id="loki.write.default",component_path="/",host="loki.observability.svc",tenant="zai"`;

export const alloyComponentUnhealthy = defineAlert({
  name: "AlloyComponentUnhealthy",
  signal: defineSignal({
    expr: promql`sum by (node, pod) (alloy_component_controller_running_components{health_type!="healthy"})`,
    unit: "short",
    min: 0,
  }),
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "{{ $value | humanize }} components of {{ $labels.pod }} on {{ $labels.node }} are not healthy",
  description: "A step of its pipeline has ended or never began: logs of that node may be missing.",
  runbook: `
1. \`kubectl -n observability port-forward POD 12345\`, \`http://localhost:12345\`: the component in red, and its message.
2. \`forbidden\`: its rights on pods or events; deploy the observability stack again.
3. It names an address: is what it should reach up, and may it (\`kubectl get networkpolicy\`)?
`,
  panel: { dashboard: DASHBOARD, key: "unhealthy" },
  tests: [
    fires({
      series: {
        [`alloy_component_controller_running_components{${POD},controller_id="",controller_path="/",health_type="unhealthy"}`]:
          "0x5 2x40",
        [`alloy_component_controller_running_components{${POD},controller_id="",controller_path="/",health_type="healthy"}`]:
          "8x5 6x40",
      },
      at: "30m",
      expect: [
        {
          labels: { node: "n1", pod: "alloy-x7k2p" },
          summary: "2 components of alloy-x7k2p on n1 are not healthy",
        },
      ],
    }),
    silent({
      series: {
        [`alloy_component_controller_running_components{${POD},controller_id="",controller_path="/",health_type="healthy"}`]:
          "8x40",
      },
      at: "30m",
    }),
  ],
});

export const alloyConfigReloadFailed = defineAlert({
  name: "AlloyConfigReloadFailed",
  signal: defineSignal({
    expr: promql`min by (node, pod) (alloy_config_last_load_successful)`,
    unit: "none",
    min: 0,
    max: 1,
  }),
  below: 1,
  for: "10m",
  severity: "warning",
  summary: "{{ $labels.pod }} on {{ $labels.node }} refuses its configuration",
  description: "It goes on with the one before, and does not come up at its next restart.",
  runbook: `
1. \`kubectl -n observability logs POD -c alloy | grep -i 'failed to'\`: line and reason.
2. Mend what the client's config says of \`alloy\`, and deploy.
`,
  panel: { dashboard: DASHBOARD, key: "config" },
  tests: [
    fires({
      series: { [`alloy_config_last_load_successful{${POD},cluster_name=""}`]: "1x5 0x40" },
      at: "20m",
      expect: [{ labels: { node: "n1", pod: "alloy-x7k2p" }, summary: "alloy-x7k2p on n1 refuses its configuration" }],
    }),
    silent({ series: { [`alloy_config_last_load_successful{${POD},cluster_name=""}`]: "1x5 0x4 1x40" }, at: "14m" }),
  ],
});

export const alloyLogsDropped = defineAlert({
  name: "AlloyLogsDropped",
  signal: defineSignal({
    expr: promql`sum by (node, pod, reason) (rate(loki_write_dropped_entries_total[$__rate_interval]))`,
    unit: "cps",
    min: 0,
  }),
  above: 0,
  for: "10m",
  severity: "warning",
  summary: "{{ $labels.pod }} on {{ $labels.node }} drops {{ $value | humanize }} lines a second: {{ $labels.reason }}",
  description: "It has given up to send them. They are lost for Loki; `kubectl logs` has them for a while.",
  runbook: `
1. \`ingester_error\`: Loki refuses or does not answer; see its dashboard, LokiRequestErrors, LokiLogsDiscarded.
2. \`rate_limited\`, \`stream_limited\`: "Cost of telemetry" says who writes most. Quieten it, or raise \`loki.limits\`.
3. \`line_too_long\`: \`alloy.pods.maxLineSize\` is larger than Loki takes.
`,
  panel: { dashboard: DASHBOARD, key: "dropped" },
  tests: [
    fires({
      series: { [`loki_write_dropped_entries_total{${WRITE},reason="rate_limited"}`]: "0+120x40" },
      at: "20m",
      expect: [
        {
          labels: { node: "n1", pod: "alloy-x7k2p", reason: "rate_limited" },
          summary: "alloy-x7k2p on n1 drops 2 lines a second: rate_limited",
          description: "It has given up to send them. They are lost for Loki; `kubectl logs` has them for a while.",
        },
      ],
    }),
    silent({
      series: { [`loki_write_dropped_entries_total{${WRITE},reason="line_too_long"}`]: "0x9 2x40" },
      at: "13m",
    }),
  ],
});

export const alloyWritesRetried = defineAlert({
  name: "AlloyWritesRetried",
  signal: defineSignal({
    expr: promql`sum by (node, pod) (increase(loki_write_batch_retries_total[$__rate_interval]))`,
    unit: "short",
    min: 0,
  }),
  above: 0,
  for: "30m",
  severity: "warning",
  summary: "{{ $labels.pod }} on {{ $labels.node }} has had to send again for half an hour",
  description:
    "Loki takes its batches only at the second try or later. Nothing is lost yet; that begins when it gives up.",
  runbook: `
1. All nodes, or one? One: the way from that node to Loki. All: Loki; see its dashboard.
2. \`kubectl -n observability logs POD -c alloy | grep 'error sending batch'\`: the answer.
`,
  panel: { dashboard: DASHBOARD, key: "retries" },
  tests: [
    fires({
      series: { [`loki_write_batch_retries_total{${WRITE}}`]: "0+2x60" },
      at: "45m",
      expect: [
        {
          labels: { node: "n1", pod: "alloy-x7k2p" },
          summary: "alloy-x7k2p on n1 has had to send again for half an hour",
        },
      ],
    }),
    // While Loki was rolled out.
    silent({ series: { [`loki_write_batch_retries_total{${WRITE}}`]: "0x9 0+2x6 12x60" }, at: "45m" }),
  ],
});

export const alloyLogsLate = defineAlert({
  name: "AlloyLogsLate",
  signal: defineSignal({
    expr: promql`
      sum by (node, pod) (rate(loki_write_entry_propagation_latency_seconds_sum[$__rate_interval]))
      / sum by (node, pod) (rate(loki_write_entry_propagation_latency_seconds_count[$__rate_interval]))`,
    unit: "s",
    min: 0,
  }),
  above: "1m",
  for: "15m",
  severity: "warning",
  summary: "Lines of {{ $labels.node }} reach Loki {{ $value | humanizeDuration }} after they were written",
  description: "Who looks at logs now sees the past, and alerts on lines come late.",
  runbook: `
1. AlloyWritesRetried fires too? Then Loki is the reason.
2. The panel "Lines sent": a pod of that node that writes more than can be sent? \`alloy.pods.rateLimit\` bounds it.
3. CPU of the agent at its limit: raise the \`size\`.
`,
  panel: { dashboard: DASHBOARD, key: "late" },
  tests: [
    fires({
      series: {
        [`loki_write_entry_propagation_latency_seconds_sum{${WRITE}}`]: "0+9000x40",
        [`loki_write_entry_propagation_latency_seconds_count{${WRITE}}`]: "0+100x40",
      },
      at: "30m",
      expect: [
        {
          labels: { node: "n1", pod: "alloy-x7k2p" },
          summary: "Lines of n1 reach Loki 1m 30s after they were written",
        },
      ],
    }),
    silent({
      series: {
        [`loki_write_entry_propagation_latency_seconds_sum{${WRITE}}`]: "0+200x40",
        [`loki_write_entry_propagation_latency_seconds_count{${WRITE}}`]: "0+100x40",
      },
      at: "30m",
    }),
  ],
});

/** Whether logs get from the nodes to Loki. */
export const alloyAlerts = defineAlertGroup({
  name: "alloy",
  alerts: [alloyComponentUnhealthy, alloyConfigReloadFailed, alloyLogsDropped, alloyWritesRetried, alloyLogsLate],
});
