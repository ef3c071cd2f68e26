import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "control-plane";

/** 1 for an API that somebody has asked for and that a coming release does not have. */
export const deprecatedApi = defineSignal({
  expr: promql`max by (group, version, resource, removed_release) (apiserver_requested_deprecated_apis{removed_release!=""})`,
  unit: "none",
});

/** Releases that run beside each other, of API server and kubelets. */
export const releases = defineSignal({
  expr: promql`count(count by (major, minor) (kubernetes_build_info))`,
  unit: "short",
  decimals: 0,
});

export const deprecatedApiRequested = defineAlert({
  name: "DeprecatedApiRequested",
  signal: deprecatedApi,
  above: 0,
  for: "1h",
  severity: "info",
  summary:
    "Somebody uses {{ $labels.resource }} of {{ $labels.group }}/{{ $labels.version }}, which Kubernetes {{ $labels.removed_release }} does not have",
  description: "Whoever asks for it fails after that upgrade.",
  runbook: `
1. Who: the audit log, where you have one; otherwise charts and manifests: \`grep -r 'apiVersion: GROUP/VERSION'\`, and operators that are older than a year.
2. Upgrade them before the cluster. This stays until the API server starts anew.
`,
  panel: { dashboard: DASHBOARD, key: "deprecated-apis" },
  tests: [
    fires({
      series: {
        'apiserver_requested_deprecated_apis{instance="10.0.0.1:443",group="flowcontrol.apiserver.k8s.io",version="v1beta3",resource="flowschemas",removed_release="1.32"}':
          "1x90",
      },
      at: "80m",
      expect: [
        {
          labels: {
            group: "flowcontrol.apiserver.k8s.io",
            version: "v1beta3",
            resource: "flowschemas",
            removed_release: "1.32",
          },
          summary:
            "Somebody uses flowschemas of flowcontrol.apiserver.k8s.io/v1beta3, which Kubernetes 1.32 does not have",
        },
      ],
    }),
    // Deprecated, and nobody has said for how long it stays.
    silent({
      series: {
        'apiserver_requested_deprecated_apis{instance="10.0.0.1:443",group="",version="v1",resource="componentstatuses",removed_release=""}':
          "1x90",
      },
      at: "80m",
    }),
  ],
});

export const versionSkew = defineAlert({
  name: "KubernetesVersionSkew",
  signal: releases,
  above: 1,
  for: "4h",
  severity: "warning",
  summary: "Control plane and nodes run {{ $value }} releases of Kubernetes",
  description:
    "They have been so for 4 hours, longer than an upgrade takes. A kubelet may be at most three minor releases behind.",
  runbook: `
1. \`kubectl version\`, \`kubectl get nodes\`: which node stayed behind?
2. An upgrade that hangs: a node that cannot be drained; see NodeCordonedForLong and DisruptionBudgetBlocks.
3. It was never upgraded: replace it (\`doctl kubernetes cluster node-pool replace-node\`, or your own way).
`,
  panel: { dashboard: DASHBOARD, key: "releases" },
  tests: [
    fires({
      series: {
        'kubernetes_build_info{job="kubernetes-api-servers",instance="a",major="1",minor="35"}': "1x400",
        'kubernetes_build_info{job="kubernetes-nodes",instance="n1",major="1",minor="34"}': "1x400",
        'kubernetes_build_info{job="kubernetes-nodes",instance="n2",major="1",minor="35"}': "1x400",
      },
      at: "5h",
      expect: [{ labels: {}, summary: "Control plane and nodes run 2 releases of Kubernetes" }],
    }),
    silent({
      series: {
        'kubernetes_build_info{job="kubernetes-api-servers",instance="a",major="1",minor="35"}': "1x400",
        'kubernetes_build_info{job="kubernetes-nodes",instance="n1",major="1",minor="34"}': "1x60 _x400",
        'kubernetes_build_info{job="kubernetes-nodes",instance="n2",major="1",minor="35"}': "1x400",
      },
      at: "5h",
    }),
  ],
});

export const kubernetesVersions = defineAlertGroup({
  name: "kubernetes-versions",
  alerts: [deprecatedApiRequested, versionSkew],
});
