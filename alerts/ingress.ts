import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql, type Query } from "../src/dashboard";

const DASHBOARD = "ingress";

/** Requests a second to a service, below which shares of them say nothing. */
const FEWEST = 0.05;

const RATE: Query = promql`sum by (service) (rate(traefik_service_requests_total[$__rate_interval]))`;

/** Share of a service's requests that it, or the gateway for it, failed. */
export const serviceErrorRatio = defineSignal({
  expr: promql`
    sum by (service) (rate(traefik_service_requests_total{code=~"5.."}[$__rate_interval])) / (${RATE} > ${FEWEST})`,
  unit: "percentunit",
  min: 0,
  max: 1,
});

/** What the slowest 5 % of a service's requests take; sessions that last by nature are left out. */
export const serviceLatency = defineSignal({
  expr: promql`
    histogram_quantile(0.95, sum by (le, service) (
      rate(traefik_service_request_duration_seconds_bucket{protocol="http"}[$__rate_interval])
    )) and on (service) ${RATE} > ${FEWEST}`,
  unit: "s",
  min: 0,
});

/** Share of the answers of the gateway that said: nobody is there. */
export const gatewayErrorRatio = defineSignal({
  expr: promql`
    sum by (entrypoint) (rate(traefik_entrypoint_requests_total{code=~"502|503|504"}[$__rate_interval]))
    / (sum by (entrypoint) (rate(traefik_entrypoint_requests_total[$__rate_interval])) > ${FEWEST})`,
  unit: "percentunit",
  min: 0,
  max: 1,
});

/** 1 while no gateway says anything. */
export const gatewaySilent = defineSignal({
  expr: promql`absent(traefik_config_last_reload_success)`,
  unit: "none",
});

/** Time until a certificate ends that the gateway shows; of several for the same names the last to end. */
export const servedCertificateRest = defineSignal({
  expr: promql`max by (cn, sans) (traefik_tls_certs_not_after) - time()`,
  unit: "s",
});

/** Share of the connections and files that a gateway can have open. */
export const gatewayFilesOpen = defineSignal({
  expr: promql`
    max by (namespace, pod) (
      process_open_fds{app_kubernetes_io_name="traefik"} / process_max_fds{app_kubernetes_io_name="traefik"}
    )`,
  unit: "percentunit",
  min: 0,
  max: 1,
});

export const ingressDown = defineAlert({
  name: "IngressDown",
  signal: gatewaySilent,
  above: 0,
  for: "5m",
  severity: "critical",
  summary: "The gateway says nothing",
  description: "Nobody gets in: every host of the platform and of the services behind it is away.",
  runbook: `
1. \`curl -sv https://HOST\` from outside: it answers? Then Prometheus alone does not reach it: Status, Target health.
2. \`kubectl get pods -A -l app.kubernetes.io/name=traefik\`: none runs? PodWithoutNode, ContainerCannotStart, PodCrashLooping.
3. They run, and nobody gets in: \`kubectl -n ingress get svc traefik\`: has it an address? The load balancer at the provider: are its nodes healthy?
4. Since a deploy: apply the platform stack as it was before.
`,
  panel: { dashboard: DASHBOARD, key: "gateways" },
  tests: [
    fires({
      series: { 'traefik_config_last_reload_success{namespace="ingress",pod="traefik-1"}': "1x5 _x20" },
      at: "20m",
      expect: [{ labels: {}, summary: "The gateway says nothing" }],
    }),
    // Rolled: the next pod was there before.
    silent({
      series: {
        'traefik_config_last_reload_success{namespace="ingress",pod="traefik-1"}': "1x5 _x20",
        'traefik_config_last_reload_success{namespace="ingress",pod="traefik-2"}': "_x4 1x20",
      },
      at: "20m",
    }),
  ],
});

/** Requests to the service of a shop each minute, of which so many fail. */
function answers(good: number, bad: number) {
  const series = (code: string) =>
    `traefik_service_requests_total{service="shop-web-80@kubernetes",code="${code}",method="GET",protocol="http"}`;
  return { [series("200")]: `0+${good}x60`, [series("500")]: `0+${bad}x60` };
}

export const serviceErrors = defineAlert({
  name: "IngressServiceErrors",
  signal: serviceErrorRatio,
  above: 0.05,
  for: "15m",
  severity: "warning",
  summary: "{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} fail",
  description: "It has been so for 15 minutes. Whoever gets one of them sees an error page; some programs try again.",
  runbook: `
1. The panel "Errors by service" shows the codes: 502 and 504 are the gateway's own: the pods are not there, or take too long. 500 is the service's: its log.
2. Since when? A rollout: \`kubectl -n NAMESPACE rollout undo deployment/NAME\`.
3. To be woken by what was promised, and by nothing else: \`slos\` in the client's config.
`,
  panel: { dashboard: DASHBOARD, key: "errors" },
  tests: [
    fires({
      series: answers(90, 10),
      at: "30m",
      expect: [
        {
          labels: { service: "shop-web-80@kubernetes" },
          summary: "10% of the requests to shop-web-80@kubernetes fail",
        },
      ],
    }),
    silent({ series: answers(100, 1), at: "30m" }),
    // One request in two minutes, and it fails.
    silent({
      series: {
        'traefik_service_requests_total{service="shop-web-80@kubernetes",code="500",method="GET"}':
          "0 0 1 1 2 2 3 3 3x60",
      },
      at: "30m",
    }),
  ],
});

export const serviceFailing = defineAlert({
  name: "IngressServiceFailing",
  signal: serviceErrorRatio,
  above: 0.5,
  for: "10m",
  severity: "critical",
  summary: "{{ $labels.service }} fails {{ $value | humanizePercentage }} of its requests",
  description: "For 10 minutes most people have seen an error page instead of it.",
  runbook: `
1. \`kubectl -n NAMESPACE get pods\`: does it run at all? PodCrashLooping, ContainerOomKilled, NodeNotReady say why not.
2. Since a rollout: \`kubectl -n NAMESPACE rollout undo deployment/NAME\`, at once.
3. It runs: its log, its database, and what it calls.
`,
  panel: { dashboard: DASHBOARD, key: "errors" },
  tests: [
    fires({
      series: answers(25, 75),
      at: "20m",
      expect: [
        {
          labels: { service: "shop-web-80@kubernetes" },
          summary: "shop-web-80@kubernetes fails 75% of its requests",
        },
      ],
    }),
    silent({ series: answers(75, 25), at: "20m" }),
  ],
});

function passed(code: string, count: number) {
  return {
    [`traefik_entrypoint_requests_total{entrypoint="websecure",code="${code}",method="GET",protocol="http"}`]: `0+${count}x60`,
  };
}

export const gatewayErrors = defineAlert({
  name: "IngressCannotReachServices",
  signal: gatewayErrorRatio,
  above: 0.1,
  for: "15m",
  severity: "warning",
  summary:
    "Entry point {{ $labels.entrypoint }} answers {{ $value | humanizePercentage }} of its requests with 502, 503 or 504",
  description:
    "More than a tenth of the answers of this entry point have said so for 15 minutes: its services are not reached.",
  runbook: `
1. "Errors by service": one service is IngressServiceErrors. All of them: the gateway's way into the cluster.
2. \`kubectl -n ingress logs deployment/traefik --tail=100\`: \`connection refused\`, \`no route to host\`, \`context deadline exceeded\`?
3. A network policy that was changed, a node whose pods are not reached (NodeNotReady, NodeConnectionsAlmostExhausted).
`,
  panel: { dashboard: DASHBOARD, key: "gateway-errors" },
  tests: [
    fires({
      series: { ...passed("200", 80), ...passed("502", 20) },
      at: "30m",
      expect: [
        {
          labels: { entrypoint: "websecure" },
          summary: "Entry point websecure answers 20% of its requests with 502, 503 or 504",
        },
      ],
    }),
    // Errors of the services' own.
    silent({ series: { ...passed("200", 80), ...passed("500", 20) }, at: "30m" }),
  ],
});

function durations(fast: number, all: number) {
  const labels = 'service="shop-web-80@kubernetes",code="200",method="GET",protocol="http"';
  const bucket = (le: string) => `traefik_service_request_duration_seconds_bucket{${labels},le="${le}"}`;
  return {
    [`traefik_service_requests_total{${labels}}`]: `0+${all}x60`,
    [bucket("1.2")]: `0+${fast}x60`,
    [bucket("5.0")]: `0+${all}x60`,
    [bucket("+Inf")]: `0+${all}x60`,
  };
}

export const serviceSlow = defineAlert({
  name: "IngressServiceSlow",
  signal: serviceLatency,
  above: 3,
  for: "30m",
  severity: "warning",
  summary: "{{ $labels.service }} takes {{ $value | humanizeDuration }} to answer",
  description: "One request in twenty takes longer than that, for half an hour.",
  runbook: `
1. "Latency by service": one, or all of them? All: NodeCpuSaturated, NodeDiskSaturated, or the gateway's own CPU.
2. One: ContainerCpuThrottled, ContainerNearMemoryLimit of its pods; its database; traces, where there are.
3. Reports and uploads take long by nature: promise what matters by \`slos\`, and silence this for the service.
`,
  panel: { dashboard: DASHBOARD, key: "latency" },
  tests: [
    fires({
      series: durations(0, 60),
      at: "45m",
      expect: [
        {
          labels: { service: "shop-web-80@kubernetes" },
          summary: "shop-web-80@kubernetes takes 4.81s to answer",
        },
      ],
    }),
    silent({ series: durations(60, 60), at: "45m" }),
  ],
});

export const servedCertificateExpires = defineAlert({
  name: "IngressCertificateExpires",
  signal: servedCertificateRest,
  below: "7d",
  for: "1h",
  severity: "warning",
  summary: "The gateway's certificate of {{ $labels.sans }} ends in {{ $value | humanizeDuration }}",
  description: "Nobody has put another in its place. When it ends browsers and programs refuse every host in it.",
  runbook: `
1. \`kubectl get secrets -A --field-selector type=kubernetes.io/tls\`: which of them is it? With cert-manager: CertificateRenewalOverdue says why it was not renewed.
2. One that you bring (\`ingress.certificates.issuer: existing\`): write the new one into the Secret; the gateway takes it without a restart.
`,
  panel: { dashboard: DASHBOARD, key: "certificates" },
  tests: [
    fires({
      series: { 'traefik_tls_certs_not_after{cn="zai.dev",sans="*.zai.dev,zai.dev",serial="1"}': "345600x120" },
      at: "90m",
      expect: [
        {
          labels: { cn: "zai.dev", sans: "*.zai.dev,zai.dev" },
          summary: "The gateway's certificate of *.zai.dev,zai.dev ends in 3d 22h 30m 0s",
        },
      ],
    }),
    // Renewed, and the old one is still listed.
    silent({
      series: {
        'traefik_tls_certs_not_after{cn="zai.dev",sans="zai.dev",serial="1"}': "345600x120",
        'traefik_tls_certs_not_after{cn="zai.dev",sans="zai.dev",serial="2"}': "7776000x120",
      },
      at: "90m",
    }),
  ],
});

function files(open: string) {
  const labels = 'app_kubernetes_io_name="traefik",namespace="ingress",pod="traefik-1",instance="10.0.0.1:9100"';
  return { [`process_open_fds{${labels}}`]: open, [`process_max_fds{${labels}}`]: "1000x30" };
}

export const gatewayConnections = defineAlert({
  name: "IngressConnectionsAlmostExhausted",
  signal: gatewayFilesOpen,
  above: 0.8,
  for: "10m",
  severity: "warning",
  summary: "Gateway {{ $labels.pod }} has {{ $value | humanizePercentage }} of its connections open",
  description: "At 100 % it accepts no further connection.",
  runbook: `
1. "Open connections": at which entry point? Many from few addresses: \`ingress.rateLimit\`, or a rule at the load balancer.
2. Websockets and long polls: they are honest; raise \`ingress.replicas\`.
3. They grow and never fall: a service that does not close them; \`kubectl -n ingress rollout restart deployment/traefik\` helps until then.
`,
  panel: { dashboard: DASHBOARD, key: "files-open" },
  tests: [
    fires({
      series: files("900x30"),
      at: "20m",
      expect: [
        {
          labels: { namespace: "ingress", pod: "traefik-1" },
          summary: "Gateway traefik-1 has 90% of its connections open",
        },
      ],
    }),
    silent({ series: files("300x30"), at: "20m" }),
  ],
});

export const ingress = defineAlertGroup({
  name: "ingress",
  alerts: [
    ingressDown,
    serviceFailing,
    serviceErrors,
    gatewayErrors,
    serviceSlow,
    servedCertificateExpires,
    gatewayConnections,
  ],
});
