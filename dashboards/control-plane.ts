import * as api from "../alerts/api-server";
import * as kubelets from "../alerts/kubelets";
import * as versions from "../alerts/kubernetes-versions";
import { defineDashboard, promql, type Row } from "../src/dashboard";
import { lines, offenders, watched } from "./panels";

const server: Row = {
  title: "API server",
  panels: [
    watched({
      alert: api.apiServerDown,
      title: "API server answers",
      description:
        "1 while Prometheus reads at least one. 0 for long is ApiServerDown: nothing is replaced or deployed.",
      legend: "up",
      width: 6,
    }),
    watched({
      alert: api.apiServerErrors,
      title: "Errors",
      description: "Share of requests that the API server failed (5xx). The line is ApiServerErrors.",
      legend: "5xx",
      width: 6,
    }),
    watched({
      alert: api.apiServerSlow,
      title: "Slowest 1 % of requests",
      description: "By verb, without watches and sessions. The line is ApiServerSlow: deployments and kubectl crawl.",
      legend: "{{verb}}",
      width: 6,
    }),
    lines({
      key: "inflight",
      title: "Requests at the same time",
      description: "Reading and changing. A flat top is the server's limit: others wait, or are refused with 429.",
      expr: promql`max by (request_kind) (apiserver_current_inflight_requests)`,
      legend: "{{request_kind}}",
      unit: "short",
      min: 0,
      width: 6,
    }),
    lines({
      key: "rate-verbs",
      title: "Requests by verb",
      description: "Many LISTs are a program that reads everything again and again.",
      expr: promql`sum by (verb) (rate(apiserver_request_total[$__rate_interval]))`,
      legend: "{{verb}}",
      unit: "reqps",
      min: 0,
      width: 8,
    }),
    lines({
      key: "rate-users",
      title: "Waiting by kind of client",
      description: "Requests that wait for their turn, by priority level. Any for long: somebody asks too much.",
      expr: promql`sum by (priority_level) (apiserver_flowcontrol_current_inqueue_requests) > 0`,
      legend: "{{priority_level}}",
      unit: "short",
      min: 0,
      width: 8,
    }),
    lines({
      key: "failed-resources",
      title: "Failed requests by resource",
      description:
        "5xx a second. One resource alone: a webhook or an aggregated API; all: the store behind the server.",
      expr: promql`topk(10, sum by (resource, verb) (rate(apiserver_request_total{code=~"5.."}[$__rate_interval])) > 0)`,
      legend: "{{verb}} {{resource}}",
      unit: "reqps",
      min: 0,
      width: 8,
    }),
  ],
};

const promises: Row = {
  title: "What will break",
  panels: [
    offenders({
      alert: api.aggregatedApiDown,
      title: "APIs that do not answer",
      description: "Another server answers for them, and does not (AggregatedApiUnavailable). Empty is good.",
      columns: { name: "API" },
      width: 6,
    }),
    offenders({
      alert: versions.deprecatedApiRequested,
      title: "APIs that a coming release lacks",
      description: "Somebody asks for them (DeprecatedApiRequested): mend that before the upgrade. Empty is good.",
      columns: { resource: "Resource", group: "Group", version: "Version", removed_release: "Gone in" },
      width: 6,
    }),
    watched({
      alert: api.clientCertificateExpires,
      title: "Client certificates",
      description:
        "Rest of the certificates that sign in, of the first percent to end. Below the line somebody is locked out soon.",
      legend: "rest",
      width: 6,
    }),
    watched({
      alert: versions.versionSkew,
      title: "Releases side by side",
      description: "Minor releases of Kubernetes that run. Two for long: an upgrade hangs (KubernetesVersionSkew).",
      legend: "releases",
      width: 6,
    }),
  ],
};

const nodes: Row = {
  title: "Kubelets",
  panels: [
    watched({
      alert: kubelets.kubeletsUnknown,
      title: "No kubelet is read",
      description: "1 while Prometheus reads none (KubeletsUnknown). Empty is good.",
      legend: "unread",
      width: 6,
    }),
    watched({
      alert: kubelets.kubeletSlow,
      title: "Time to look at all pods",
      description:
        "Of the slowest 1 %. Above the line (KubeletSlow) pods start and end late; after 3 minutes the node is not ready.",
      legend: "{{instance}}",
      width: 6,
    }),
    watched({
      alert: kubelets.runtimeErrors,
      title: "Calls to the container runtime that fail",
      description: "Share by node. The line is ContainerRuntimeErrors.",
      legend: "{{instance}}",
      width: 6,
    }),
    lines({
      key: "runtime-kinds",
      title: "Failed calls by kind",
      description:
        "pull_image is a registry, create_container a mount or a limit, exec_sync a probe that runs a program.",
      expr: promql`
        sum by (operation_type) (rate(kubelet_runtime_operations_errors_total[$__rate_interval])) > 0`,
      legend: "{{operation_type}}",
      unit: "ops",
      min: 0,
      width: 6,
    }),
    offenders({
      alert: kubelets.certificateRenewalFails,
      title: "Kubelets that cannot renew their certificate",
      description: "Failed renewals of the last hour (KubeletCertificateRenewalFails). Empty is good.",
      columns: { instance: "Node", Value: "Failed" },
    }),
    lines({
      key: "kubelet-certificates",
      title: "Rest of the kubelets' certificates",
      description: "They renew themselves long before 0. A slope that goes on is one that does not.",
      expr: promql`min by (instance) (kubelet_certificate_manager_client_ttl_seconds)`,
      legend: "{{instance}}",
      unit: "s",
    }),
  ],
};

/** Is Kubernetes itself well, as far as a managed cluster shows it. */
export const controlPlaneDashboard = defineDashboard({
  uid: "control-plane",
  title: "Control plane",
  description: "Is it Kubernetes itself: API server, kubelets, what an upgrade would break?",
  folder: "Platform",
  tags: ["belvedere", "kubernetes"],
  links: [{ title: "Cluster overview", dashboard: "cluster-overview" }],
  rows: [server, promises, nodes],
});
