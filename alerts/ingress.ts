import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";
import { FEWEST } from "./ingress-services";

const DASHBOARD = "ingress";

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
  alerts: [ingressDown, gatewayErrors, servedCertificateExpires, gatewayConnections],
});
