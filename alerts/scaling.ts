import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "workloads";

/** Share of the pods that an autoscaler may have; only of those that may scale at all. */
export const autoscalerUse = defineSignal({
  expr: promql`
    max by (namespace, horizontalpodautoscaler) (
      kube_horizontalpodautoscaler_status_desired_replicas / kube_horizontalpodautoscaler_spec_max_replicas
      and kube_horizontalpodautoscaler_spec_max_replicas > kube_horizontalpodautoscaler_spec_min_replicas
    )`,
  unit: "percentunit",
  min: 0,
  max: 1,
});

/** 1 for an autoscaler that cannot read what it scales by. */
export const autoscalerBlind = defineSignal({
  expr: promql`
    max by (namespace, horizontalpodautoscaler) (
      kube_horizontalpodautoscaler_status_condition{condition="ScalingActive",status="false"}
    )`,
  unit: "none",
});

/** Pods that may go at the moment, of budgets that are about any. */
export const disruptionsAllowed = defineSignal({
  expr: promql`
    min by (namespace, poddisruptionbudget) (
      kube_poddisruptionbudget_status_pod_disruptions_allowed and kube_poddisruptionbudget_status_expected_pods > 0
    )`,
  unit: "short",
  decimals: 0,
});

export const autoscalerAtMaximum = defineAlert({
  name: "HorizontalPodAutoscalerAtMaximum",
  signal: autoscalerUse,
  above: 0.999,
  for: "30m",
  severity: "warning",
  summary: "Autoscaler {{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} is at its maximum",
  description:
    "It has wanted the most pods that it may have for half an hour. More load makes answers slower from here.",
  runbook: `
1. \`kubectl -n NAMESPACE describe hpa NAME\`: by which metric, and how far above its target?
2. Honest load: raise \`maxReplicas\`; the nodes must have room (the dashboard Capacity and cost).
3. More pods do not help (a database behind them is the limit): leave it, and look there.
`,
  panel: { dashboard: DASHBOARD, key: "autoscalers" },
  tests: [
    fires({
      series: replicas("5x60", "5x60", "2x60"),
      at: "40m",
      expect: [
        {
          labels: { namespace: "shop", horizontalpodautoscaler: "cart" },
          summary: "Autoscaler shop/cart is at its maximum",
        },
      ],
    }),
    silent({ series: replicas("4x60", "5x60", "2x60"), at: "40m" }),
    // A fixed number, written as an autoscaler.
    silent({ series: replicas("5x60", "5x60", "5x60"), at: "40m" }),
  ],
});

function replicas(desired: string, max: string, min: string) {
  const series = (name: string) =>
    `kube_horizontalpodautoscaler_${name}_replicas{namespace="shop",horizontalpodautoscaler="cart"}`;
  return { [series("status_desired")]: desired, [series("spec_max")]: max, [series("spec_min")]: min };
}

export const autoscalerCannotScale = defineAlert({
  name: "HorizontalPodAutoscalerBlind",
  signal: autoscalerBlind,
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Autoscaler {{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} cannot read its metrics",
  description: "For 15 minutes it has had nothing to scale by: whatever the load, the number of pods stays.",
  runbook: `
1. \`kubectl -n NAMESPACE describe hpa NAME\`, its conditions: \`FailedGetResourceMetric\` is the metrics server, \`FailedGetExternalMetric\` an adapter.
2. \`kubectl top pods -n NAMESPACE\` fails as well: \`kubectl -n kube-system get pods | grep metrics-server\`, and AggregatedApiUnavailable.
3. \`missing request for cpu\`: the containers need a request to be measured against.
`,
  panel: { dashboard: DASHBOARD, key: "autoscalers-blind" },
  tests: [
    fires({
      series: {
        'kube_horizontalpodautoscaler_status_condition{namespace="shop",horizontalpodautoscaler="cart",condition="ScalingActive",status="false"}':
          "1x30",
      },
      at: "20m",
      expect: [
        {
          labels: { namespace: "shop", horizontalpodautoscaler: "cart" },
          summary: "Autoscaler shop/cart cannot read its metrics",
        },
      ],
    }),
    silent({
      series: {
        'kube_horizontalpodautoscaler_status_condition{namespace="shop",horizontalpodautoscaler="cart",condition="ScalingActive",status="false"}':
          "0x30",
        'kube_horizontalpodautoscaler_status_condition{namespace="shop",horizontalpodautoscaler="cart",condition="ScalingLimited",status="false"}':
          "1x30",
      },
      at: "20m",
    }),
  ],
});

export const disruptionBudgetBlocks = defineAlert({
  name: "DisruptionBudgetBlocks",
  signal: disruptionsAllowed,
  below: 1,
  for: "1d",
  severity: "info",
  summary: "Budget {{ $labels.namespace }}/{{ $labels.poddisruptionbudget }} lets none of its pods go",
  description:
    "None of its pods has been allowed to go for a day: a node that holds one cannot be drained or upgraded.",
  runbook: `
1. \`kubectl -n NAMESPACE describe pdb NAME\`: \`minAvailable\` as high as the number of pods lets nobody go, ever. Lower it, or have one pod more.
2. Pods are not ready: mend them, then one may go.
3. In an upgrade, now: delete the pod by hand; a budget holds evictions only.
`,
  panel: { dashboard: DASHBOARD, key: "disruptions-allowed" },
  tests: [
    fires({
      series: budget("0x500", "1x500"),
      interval: "4m",
      at: "30h",
      expect: [
        {
          labels: { namespace: "shop", poddisruptionbudget: "cart" },
          summary: "Budget shop/cart lets none of its pods go",
        },
      ],
    }),
    // Nothing to protect.
    silent({ series: budget("0x500", "0x500"), interval: "4m", at: "30h" }),
    // A rollout.
    silent({ series: budget("0x45 1x500", "2x500"), interval: "4m", at: "30h" }),
  ],
});

function budget(allowed: string, expected: string) {
  const series = (name: string) =>
    `kube_poddisruptionbudget_status_${name}{namespace="shop",poddisruptionbudget="cart"}`;
  return { [series("pod_disruptions_allowed")]: allowed, [series("expected_pods")]: expected };
}

export const scaling = defineAlertGroup({
  name: "scaling",
  alerts: [autoscalerAtMaximum, autoscalerCannotScale, disruptionBudgetBlocks],
});
