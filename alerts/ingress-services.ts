import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql, type Query } from "../src/dashboard";

const DASHBOARD = "ingress";

/** Requests a second, below which shares of them say nothing. */
export const FEWEST = 0.05;

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

export const ingressServices = defineAlertGroup({
  name: "ingress-services",
  alerts: [serviceFailing, serviceErrors, serviceSlow],
});
