import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "control-plane";

/** 1 while at least one API server answers Prometheus. */
export const apiServerUp = defineSignal({
  expr: promql`max(up{job="kubernetes-api-servers"})`,
  unit: "none",
  min: 0,
  max: 1,
});

/** Share of the requests that the API server failed. */
export const apiServerErrorRatio = defineSignal({
  expr: promql`
    (sum(rate(apiserver_request_total{code=~"5.."}[$__rate_interval])) or 0 * sum(rate(apiserver_request_total[$__rate_interval])))
    / (sum(rate(apiserver_request_total[$__rate_interval])) > 0)`,
  unit: "percentunit",
  min: 0,
});

/** Slowest 1 % of the requests by verb, without those that last by nature, and without what webhooks took. */
export const apiServerLatency = defineSignal({
  expr: promql`
    histogram_quantile(0.99, sum by (le, verb) (
      rate(apiserver_request_sli_duration_seconds_bucket{verb!~"WATCH|CONNECT",subresource!~"log|exec|attach|portforward|proxy"}[$__rate_interval])
    ))`,
  unit: "s",
  min: 0,
});

/** Rest of the client certificates that sign in, of the first percent to end. */
export const clientCertificateRest = defineSignal({
  expr: promql`
    histogram_quantile(0.01, sum by (le) (rate(apiserver_client_certificate_expiration_seconds_bucket[$__rate_interval])))`,
  unit: "s",
  min: 0,
});

/** 1 for an API that another server answers for, and that does not answer. */
export const aggregatedApiUnavailable = defineSignal({
  expr: promql`max by (name) (aggregator_unavailable_apiservice)`,
  unit: "none",
});

export const apiServerDown = defineAlert({
  name: "ApiServerDown",
  signal: apiServerUp,
  below: 1,
  for: "15m",
  severity: "critical",
  summary: "The API server has not answered for 15 minutes",
  description:
    "What runs goes on running, but nothing is replaced, scaled or deployed: a pod that dies now stays dead.",
  runbook: `
1. \`kubectl get --raw /readyz?verbose\` from your own machine: does it answer you? Then the way from Prometheus is at fault: its network policy, its service account (403).
2. It does not: the provider's status page; at DigitalOcean the control plane is theirs, and an upgrade of one that is not highly available stops it for minutes. Open a ticket.
3. Until it is back leave the nodes alone: no reboot, no drain.
`,
  panel: { dashboard: DASHBOARD, key: "api-up" },
  tests: [
    fires({
      series: { 'up{job="kubernetes-api-servers",instance="10.0.0.1:443"}': "1x5 0x30" },
      at: "25m",
      expect: [
        {
          labels: {},
          summary: "The API server has not answered for 15 minutes",
        },
      ],
    }),
    // One of two is enough, and an upgrade is short.
    silent({
      series: {
        'up{job="kubernetes-api-servers",instance="10.0.0.1:443"}': "1x5 0x30",
        'up{job="kubernetes-api-servers",instance="10.0.0.2:443"}': "1x35",
      },
      at: "25m",
    }),
    silent({ series: { 'up{job="kubernetes-api-servers",instance="10.0.0.1:443"}': "1x5 0x10 1x30" }, at: "25m" }),
  ],
});

function apiRequests(failed: string) {
  const series = (code: string) =>
    `apiserver_request_total{instance="10.0.0.1:443",verb="GET",resource="pods",code="${code}"}`;
  return { [series("200")]: "0+95x40", [series("503")]: failed };
}

export const apiServerErrors = defineAlert({
  name: "ApiServerErrors",
  signal: apiServerErrorRatio,
  above: 0.03,
  for: "15m",
  severity: "warning",
  summary: "The API server fails {{ $value | humanizePercentage }} of its requests",
  description: "Controllers and deployments try again, and take longer. Some changes are refused.",
  runbook: `
1. The panel "Failed requests by resource": one resource is a webhook or an aggregated API (AggregatedApiUnavailable); all of them are the store behind it.
2. \`kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations\`: one whose pods are gone refuses everything it is asked about.
3. All of them: the provider's status page, then a ticket.
`,
  panel: { dashboard: DASHBOARD, key: "api-errors" },
  tests: [
    fires({
      series: apiRequests("0+5x40"),
      at: "30m",
      expect: [{ labels: {}, summary: "The API server fails 5% of its requests" }],
    }),
    silent({ series: apiRequests("0x40"), at: "30m" }),
  ],
});

function apiDurations(fast: string, slow: string) {
  const series = (le: string) =>
    `apiserver_request_sli_duration_seconds_bucket{instance="10.0.0.1:443",verb="LIST",resource="pods",le="${le}"}`;
  return { [series("1.0")]: fast, [series("5.0")]: fast, [series("10.0")]: slow, [series("+Inf")]: slow };
}

export const apiServerSlow = defineAlert({
  name: "ApiServerSlow",
  signal: apiServerLatency,
  above: 5,
  for: "30m",
  severity: "warning",
  summary: "The API server takes {{ $value | humanizeDuration }} for {{ $labels.verb }}",
  description: "One request in a hundred takes longer than that. Deployments, kubectl and controllers crawl.",
  runbook: `
1. LIST: who lists everything again and again? The panel "Requests by program"; an operator that restarts does.
2. POST, PUT, PATCH: an admission webhook that is slow; \`kubectl get validatingwebhookconfigurations -o yaml | grep timeoutSeconds\`.
3. All verbs: the control plane is too small for the cluster, or the provider has trouble: a ticket.
`,
  panel: { dashboard: DASHBOARD, key: "api-latency" },
  tests: [
    fires({
      series: apiDurations("0+90x60", "0+100x60"),
      at: "45m",
      expect: [{ labels: { verb: "LIST" }, summary: "The API server takes 9.5s for LIST" }],
    }),
    silent({ series: apiDurations("0+100x60", "0+100x60"), at: "45m" }),
  ],
});

function signIns(soon: string, all: string) {
  const series = (le: string) =>
    `apiserver_client_certificate_expiration_seconds_bucket{instance="10.0.0.1:443",le="${le}"}`;
  return { [series("86400.0")]: "0x90", [series("604800.0")]: soon, [series("2.592e+06")]: all, [series("+Inf")]: all };
}

export const clientCertificateExpires = defineAlert({
  name: "KubernetesClientCertificateExpires",
  signal: clientCertificateRest,
  below: "7d",
  for: "15m",
  severity: "warning",
  summary: "A client certificate of Kubernetes expires in {{ $value | humanizeDuration }}",
  description: "Somebody signs in with a client certificate that ends then: an administrator, a CI job, a component.",
  runbook: `
1. Whose: \`kubectl config view --raw -o jsonpath='{.users[*].user.client-certificate-data}' | base64 -d | openssl x509 -noout -subject -enddate\`, for each kubeconfig that is in use: administrators, CI, monitoring from outside.
2. At DigitalOcean: \`doctl kubernetes cluster kubeconfig save NAME\` writes a fresh one.
3. A kubelet: KubeletCertificateRenewalFails.
`,
  panel: { dashboard: DASHBOARD, key: "client-certificates" },
  tests: [
    fires({
      series: signIns("0+10x90", "0+10x90"),
      at: "30m",
      expect: [
        {
          labels: {},
          summary: "A client certificate of Kubernetes expires in 1d 1h 26m 24s",
        },
      ],
    }),
    silent({ series: signIns("0x90", "0+10x90"), at: "30m" }),
  ],
});

export const aggregatedApiDown = defineAlert({
  name: "AggregatedApiUnavailable",
  signal: aggregatedApiUnavailable,
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "API {{ $labels.name }} does not answer",
  description:
    "Whoever asks for it gets an error: kubectl top, autoscalers, and the deletion of any namespace hang on it.",
  runbook: `
1. \`kubectl get apiservice NAME -o yaml\`: the condition says why; its \`service\` says whose pods answer for it.
2. Do these run? \`v1beta1.metrics.k8s.io\` is the metrics server, in kube-system.
3. They run: a network policy between API server and pods, or a certificate of theirs that has ended.
4. The program was removed: delete the APIService it left behind.
`,
  panel: { dashboard: DASHBOARD, key: "aggregated-apis" },
  tests: [
    fires({
      series: { 'aggregator_unavailable_apiservice{instance="10.0.0.1:443",name="v1beta1.metrics.k8s.io"}': "1x30" },
      at: "20m",
      expect: [
        {
          labels: { name: "v1beta1.metrics.k8s.io" },
          summary: "API v1beta1.metrics.k8s.io does not answer",
        },
      ],
    }),
    silent({
      series: {
        'aggregator_unavailable_apiservice{instance="10.0.0.1:443",name="v1beta1.metrics.k8s.io"}': "1x5 0x30",
      },
      at: "20m",
    }),
  ],
});

export const apiServer = defineAlertGroup({
  name: "api-server",
  alerts: [apiServerDown, apiServerErrors, apiServerSlow, clientCertificateExpires, aggregatedApiDown],
});
