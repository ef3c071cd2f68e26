import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "workloads";

/** 1 for a rollout that has made no progress for its deadline, 10 minutes where none is set. */
export const rolloutStuck = defineSignal({
  expr: promql`
    max by (namespace, deployment) (kube_deployment_status_condition{condition="Progressing",status="false"})`,
  unit: "none",
});

/** Pods that a Deployment wants and does not have. */
export const deploymentMissing = defineSignal({
  expr: promql`
    max by (namespace, deployment) (kube_deployment_spec_replicas - kube_deployment_status_replicas_available)`,
  unit: "short",
  decimals: 0,
});

/** Changes of a Deployment that its controller has not looked at. */
export const deploymentUnseen = defineSignal({
  expr: promql`
    max by (namespace, deployment) (
      kube_deployment_metadata_generation - kube_deployment_status_observed_generation
    )`,
  unit: "short",
  decimals: 0,
});

export const deploymentRolloutStuck = defineAlert({
  name: "DeploymentRolloutStuck",
  signal: rolloutStuck,
  above: 0,
  for: "5m",
  severity: "warning",
  summary: "Rollout of deployment {{ $labels.namespace }}/{{ $labels.deployment }} does not get on",
  description: "Its new pods have not become ready within its deadline. The old ones still serve, as far as they can.",
  runbook: `
1. \`kubectl -n NAMESPACE rollout status deployment/NAME\`, then \`kubectl -n NAMESPACE get pods\`: what keeps the youngest pods?
2. See ContainerCannotStart, PodCrashLooping, PodWithoutNode, PodNotReady: one of them says why.
3. No pod at all: \`kubectl -n NAMESPACE describe replicaset\`, the newest: a quota, a policy of the namespace, an admission webhook refuses it.
4. Back: \`kubectl -n NAMESPACE rollout undo deployment/NAME\`.
`,
  panel: { dashboard: DASHBOARD, key: "rollouts-stuck" },
  tests: [
    fires({
      series: {
        'kube_deployment_status_condition{namespace="shop",deployment="cart",condition="Progressing",status="false",reason="ProgressDeadlineExceeded"}':
          "0x5 1x20",
      },
      at: "15m",
      expect: [
        {
          labels: { namespace: "shop", deployment: "cart" },
          summary: "Rollout of deployment shop/cart does not get on",
        },
      ],
    }),
    silent({
      series: {
        'kube_deployment_status_condition{namespace="shop",deployment="cart",condition="Progressing",status="false",reason="x"}':
          "0x20",
        'kube_deployment_status_condition{namespace="shop",deployment="cart",condition="Available",status="false",reason="x"}':
          "1x20",
      },
      at: "15m",
    }),
  ],
});

export const deploymentReplicasMissing = defineAlert({
  name: "DeploymentReplicasMissing",
  signal: deploymentMissing,
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Deployment {{ $labels.namespace }}/{{ $labels.deployment }} lacks {{ $value }} of its pods",
  description: "It has been so for 15 minutes. The others carry the load, and another loss hurts more.",
  runbook: `
1. \`kubectl -n NAMESPACE get pods\`: those that are not ready, and their events. PodCrashLooping, ContainerCannotStart, PodWithoutNode and PodNotReady say why.
2. There are too few pods: \`kubectl -n NAMESPACE describe replicaset\`: NamespaceQuotaAlmostFull, or an admission webhook that refuses them.
`,
  panel: { dashboard: DASHBOARD, key: "deployments-missing" },
  tests: [
    fires({
      series: {
        'kube_deployment_spec_replicas{namespace="shop",deployment="cart"}': "3x30",
        'kube_deployment_status_replicas_available{namespace="shop",deployment="cart"}': "1x30",
      },
      at: "20m",
      expect: [
        {
          labels: { namespace: "shop", deployment: "cart" },
          summary: "Deployment shop/cart lacks 2 of its pods",
        },
      ],
    }),
    // A rollout.
    silent({
      series: {
        'kube_deployment_spec_replicas{namespace="shop",deployment="cart"}': "3x30",
        'kube_deployment_status_replicas_available{namespace="shop",deployment="cart"}': "3x5 2x5 3x20",
      },
      at: "20m",
    }),
  ],
});

export const deploymentNotObserved = defineAlert({
  name: "DeploymentNotObserved",
  signal: deploymentUnseen,
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "The last change of deployment {{ $labels.namespace }}/{{ $labels.deployment }} is not acted upon",
  description: "Its controller has not looked at the last change for 15 minutes: what was deployed does not run.",
  runbook: `
1. Many at once: the controller manager is stuck. It is the provider's where the cluster is managed: open a ticket; ApiServerErrors may say why.
2. One alone: \`kubectl -n NAMESPACE describe deployment NAME\`, its events. A webhook that refuses the status? \`kubectl get validatingwebhookconfigurations\`.
`,
  panel: { dashboard: DASHBOARD, key: "deployments-unseen" },
  tests: [
    fires({
      series: {
        'kube_deployment_metadata_generation{namespace="shop",deployment="cart"}': "4x30",
        'kube_deployment_status_observed_generation{namespace="shop",deployment="cart"}': "3x30",
      },
      at: "20m",
      expect: [
        {
          labels: { namespace: "shop", deployment: "cart" },
          summary: "The last change of deployment shop/cart is not acted upon",
        },
      ],
    }),
    silent({
      series: {
        'kube_deployment_metadata_generation{namespace="shop",deployment="cart"}': "4x30",
        'kube_deployment_status_observed_generation{namespace="shop",deployment="cart"}': "3x2 4x30",
      },
      at: "20m",
    }),
  ],
});

export const deployments = defineAlertGroup({
  name: "deployments",
  alerts: [deploymentRolloutStuck, deploymentReplicasMissing, deploymentNotObserved],
});
