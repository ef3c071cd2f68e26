import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "control-plane";

/** 1 while Prometheus reads no kubelet at all. */
export const kubeletsUnread = defineSignal({
  expr: promql`absent(up{job="kubernetes-nodes"} == 1)`,
  unit: "none",
});

/** How long a kubelet takes to look at all of its pods, in the slowest 1 % of cases. */
export const kubeletRelist = defineSignal({
  expr: promql`
    histogram_quantile(0.99, sum by (instance, le) (rate(kubelet_pleg_relist_duration_seconds_bucket[$__rate_interval])))`,
  unit: "s",
  min: 0,
});

/** Share of a kubelet's calls to its container runtime that failed. */
export const runtimeErrorRatio = defineSignal({
  expr: promql`
    sum by (instance) (rate(kubelet_runtime_operations_errors_total[$__rate_interval]))
    / (sum by (instance) (rate(kubelet_runtime_operations_total[$__rate_interval])) > 0)`,
  unit: "percentunit",
  min: 0,
  max: 1,
});

/** Renewals of its client certificate that a kubelet has failed within an hour. */
export const renewalErrors = defineSignal({
  expr: promql`max by (instance) (increase(kubelet_certificate_manager_client_expiration_renew_errors[1h]))`,
  unit: "short",
  min: 0,
});

export const kubeletsUnknown = defineAlert({
  name: "KubeletsUnknown",
  signal: kubeletsUnread,
  above: 0,
  for: "10m",
  severity: "critical",
  summary: "Prometheus can read no kubelet",
  description: "How full volumes are, and what containers use, is unknown: alerts on them cannot fire.",
  runbook: `
1. Prometheus, Status, Target health, job kubernetes-nodes: they are read through the API server; what does it answer?
2. \`403\`: the ClusterRole of Prometheus lost \`nodes/metrics\` and \`nodes/proxy\`; deploy the observability stack again.
3. \`context deadline exceeded\`: the API server is slow (ApiServerSlow), or a network policy keeps Prometheus from it.
4. No target at all: Prometheus may not list nodes; its ClusterRole as well.
`,
  panel: { dashboard: DASHBOARD, key: "kubelets-unread" },
  tests: [
    fires({
      series: { 'up{job="kubernetes-nodes",instance="n1"}': "1x5 0x30" },
      at: "20m",
      expect: [{ labels: {}, summary: "Prometheus can read no kubelet" }],
    }),
    // One that is silent is TargetDown, or NodeNotReady.
    silent({
      series: {
        'up{job="kubernetes-nodes",instance="n1"}': "1x5 0x30",
        'up{job="kubernetes-nodes",instance="n2"}': "1x35",
      },
      at: "20m",
    }),
  ],
});

function relists(fast: string, all: string) {
  const series = (le: string) => `kubelet_pleg_relist_duration_seconds_bucket{instance="n1",le="${le}"}`;
  return { [series("1.0")]: fast, [series("10.0")]: fast, [series("60.0")]: all, [series("+Inf")]: all };
}

export const kubeletSlow = defineAlert({
  name: "KubeletSlow",
  signal: kubeletRelist,
  above: 10,
  for: "10m",
  severity: "warning",
  summary: "The kubelet of {{ $labels.instance }} takes {{ $value | humanizeDuration }} to look at its pods",
  description: "Pods on it start, end and report late. After 3 minutes the kubelet says that its node is not ready.",
  runbook: `
1. NodeThrashing, NodeDiskSaturated, NodeCpuSaturated of this node: the container runtime waits for one of them.
2. None of them: \`kubectl debug node/NODE -it --image=busybox\`, \`chroot /host\`, \`journalctl -u containerd --since -1h | tail\`; restart it (\`systemctl restart containerd\`): containers go on running.
3. Again: drain and replace the node.
`,
  panel: { dashboard: DASHBOARD, key: "kubelet-relist" },
  tests: [
    fires({
      series: relists("0x30", "0+60x30"),
      at: "20m",
      expect: [
        {
          labels: { instance: "n1" },
          summary: "The kubelet of n1 takes 59.5s to look at its pods",
        },
      ],
    }),
    silent({ series: relists("0+60x30", "0+60x30"), at: "20m" }),
  ],
});

function operations(errors: string) {
  const series = (name: string) =>
    `kubelet_runtime_operations_${name}{instance="n1",operation_type="create_container"}`;
  return { [series("total")]: "0+60x60", [series("errors_total")]: errors };
}

export const runtimeErrors = defineAlert({
  name: "ContainerRuntimeErrors",
  signal: runtimeErrorRatio,
  above: 0.1,
  for: "30m",
  severity: "warning",
  summary: "The container runtime of {{ $labels.instance }} fails {{ $value | humanizePercentage }} of its calls",
  description:
    "Its container runtime refuses more than a tenth of what is asked: pods on it do not start, or do not end.",
  runbook: `
1. The panel "Failed calls by kind" of the control plane: \`pull_image\` is a registry, \`create_container\` a mount or a limit, \`exec_sync\` a probe that runs a program.
2. \`kubectl get events -A --field-selector type=Warning | grep NODE\`: which pods?
3. Many kinds at once: restart containerd on the node, as in KubeletSlow; if it comes back, replace the node.
`,
  panel: { dashboard: DASHBOARD, key: "runtime-errors" },
  tests: [
    fires({
      series: operations("0+15x60"),
      at: "45m",
      expect: [
        {
          labels: { instance: "n1" },
          summary: "The container runtime of n1 fails 25% of its calls",
        },
      ],
    }),
    silent({ series: operations("0+1x60"), at: "45m" }),
  ],
});

export const certificateRenewalFails = defineAlert({
  name: "KubeletCertificateRenewalFails",
  signal: renewalErrors,
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "The kubelet of {{ $labels.instance }} cannot renew its certificate",
  description: "When its certificate ends its node is not ready, and its pods are moved.",
  runbook: `
1. \`kubectl get csr\`: requests of this node that nobody signed? A managed cluster signs them itself: a ticket. Your own: \`kubectl certificate approve NAME\`.
2. \`kubectl get --raw /api/v1/nodes/NODE/proxy/metrics | grep client_ttl\`: how many seconds are left.
3. NodeClockSkew: a node whose clock is off cannot.
`,
  panel: { dashboard: DASHBOARD, key: "kubelet-renewals" },
  tests: [
    fires({
      series: { 'kubelet_certificate_manager_client_expiration_renew_errors{instance="n1"}': "0x5 1x60" },
      at: "30m",
      expect: [
        {
          labels: { instance: "n1" },
          summary: "The kubelet of n1 cannot renew its certificate",
        },
      ],
    }),
    silent({
      series: { 'kubelet_certificate_manager_client_expiration_renew_errors{instance="n1"}': "3x60" },
      at: "30m",
    }),
  ],
});

export const kubelets = defineAlertGroup({
  name: "kubelets",
  alerts: [kubeletsUnknown, kubeletSlow, runtimeErrors, certificateRenewalFails],
});
