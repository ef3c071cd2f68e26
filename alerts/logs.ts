import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, logql } from "../src/dashboard";

const DASHBOARD = "logs";

/** All but those who log the queries that they are asked, and so the words of these alerts. */
const LINES = logql`namespace=~".+",app!~"loki|tempo|grafana|prometheus"`;

/** Lines that say so themselves, in any format: Loki finds the level of each line that it takes. */
export const ERRORS = logql`{namespace=~".+"} | detected_level=~"error|critical|fatal"`;

export const logErrorsSurge = defineAlert({
  name: "LogErrorsSurge",
  signal: defineSignal({
    expr: logql`
      (
        sum by (namespace, app) (rate(${ERRORS} [$__auto]))
        - 5 * sum by (namespace, app) (rate(${ERRORS} [$__auto] offset 1h))
      ) or sum by (namespace, app) (rate(${ERRORS} [$__auto]))`,
    unit: "cps",
    window: "10m",
  }),
  above: 0.5,
  severity: "warning",
  summary: "{{ $labels.app }} in {{ $labels.namespace }} logs many more errors than an hour ago",
  description:
    "More than five times as many lines with an error as at the same time an hour ago, and one every two seconds beyond that.",
  runbook: `
1. The dashboard "Logs", namespace and application as above, level error: what do the lines say, when did they begin?
2. A deployment at that time? \`kubectl -n NAMESPACE rollout history\`, and \`rollout undo\`.
3. They name another service: look there first; its own alerts and dashboard.
4. Nothing is wrong, and the level is: log it as what it is.
`,
  panel: { dashboard: DASHBOARD, key: "errors-surge" },
  tests: [
    fires({
      logs: {
        '{namespace="shop",app="cart",container="cart"}': [{ line: 'level=error msg="cannot pay"', times: 600 }],
      },
      interval: "1s",
      at: "10m",
      expect: [
        {
          labels: { namespace: "shop", app: "cart" },
          summary: "cart in shop logs many more errors than an hour ago",
        },
      ],
    }),
    // As many as it always does: less than one in two seconds.
    silent({
      logs: {
        '{namespace="shop",app="cart",container="cart"}': [{ line: 'level=error msg="cannot pay"', times: 120 }],
      },
      interval: "5s",
      at: "10m",
    }),
  ],
});

export const programCrashed = defineAlert({
  name: "ProgramCrashed",
  signal: defineSignal({
    expr: logql`
      sum by (namespace, app, container) (count_over_time(
        {${LINES}} |~ "^panic: |^fatal error: |SIGSEGV|[Ss]egmentation fault|core dumped|^Unhandled (exception|rejection)" [$__auto]
      ))`,
    unit: "short",
    min: 0,
    window: "10m",
  }),
  above: 0,
  severity: "warning",
  summary: "Container {{ $labels.container }} of {{ $labels.app }} in {{ $labels.namespace }} has crashed",
  description:
    "Its log ends in a panic or a fault of memory. Kubernetes has started it again: what it was about is lost.",
  runbook: `
1. The dashboard "Logs", namespace and application as above, search \`panic|fault\`: the lines after it name the place in its code.
2. \`kubectl -n NAMESPACE logs POD -c CONTAINER --previous\`: the same from Kubernetes, while the pod is there.
3. Again and again: PodCrashLooping. Since a release: \`kubectl -n NAMESPACE rollout undo deployment/NAME\`.
`,
  panel: { dashboard: DASHBOARD, key: "crashes" },
  tests: [
    fires({
      logs: {
        '{namespace="shop",app="cart",container="cart"}': [
          "panic: runtime error: invalid memory address or nil pointer dereference",
          "[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x5]",
        ],
      },
      at: "5m",
      expect: [
        {
          labels: { namespace: "shop", app: "cart", container: "cart" },
          summary: "Container cart of cart in shop has crashed",
        },
      ],
    }),
    // Somebody writes about it; and Loki is asked for it.
    silent({
      logs: {
        '{namespace="shop",app="cart",container="cart"}': ["no need to panic: all is well"],
        '{namespace="observability",app="loki",container="loki"}': ['query="{} |~ \\"SIGSEGV\\"" status=200'],
      },
      at: "5m",
    }),
  ],
});

export const programOutOfMemory = defineAlert({
  name: "ProgramOutOfMemory",
  signal: defineSignal({
    expr: logql`
      sum by (namespace, app, container) (count_over_time(
        {${LINES}} |~ "OutOfMemoryError|[Oo]ut of memory|[Cc]annot allocate memory|heap out of memory|MemoryError" [$__auto]
      ))`,
    unit: "short",
    min: 0,
    window: "10m",
  }),
  above: 0,
  severity: "warning",
  summary: "Container {{ $labels.container }} of {{ $labels.app }} in {{ $labels.namespace }} finds no memory",
  description:
    "The program itself says so, before or instead of a kill by the kernel: it may go on with a part of it broken.",
  runbook: `
1. The dashboard "Logs", namespace and application as above, search \`memory\`: which part met it.
2. Java: its heap is a share of the container's limit; raise the limit, not the share. Node: \`--max-old-space-size\`.
3. ContainerOomKilled as well: the limit itself. A leak grows without end: mend it.
4. Restart what goes on half broken: \`kubectl -n NAMESPACE rollout restart deployment/NAME\`.
`,
  panel: { dashboard: DASHBOARD, key: "out-of-memory" },
  tests: [
    fires({
      logs: {
        '{namespace="identity",app="keycloakx",container="keycloak"}': ["java.lang.OutOfMemoryError: Java heap space"],
      },
      at: "5m",
      expect: [
        {
          labels: { namespace: "identity", app: "keycloakx", container: "keycloak" },
          summary: "Container keycloak of keycloakx in identity finds no memory",
        },
      ],
    }),
    silent({
      logs: { '{namespace="shop",app="cart",container="cart"}': ["memory of the cart: 3 items, out of stock"] },
      at: "5m",
    }),
  ],
});

export const ingressAuthFailures = defineAlert({
  name: "IngressAuthFailures",
  signal: defineSignal({
    expr: logql`
      sum by (router) (count_over_time(
        {app="traefik"} | json status="DownstreamStatus", router="RouterName" | status=~"401|403" [$__auto]
      ))`,
    unit: "short",
    min: 0,
    window: "10m",
  }),
  above: 200,
  severity: "warning",
  summary: "{{ $value | humanize }} requests to {{ $labels.router }} were refused within 10 minutes",
  description: "Answers 401 and 403: somebody tries passwords or addresses, or a program has lost its token.",
  runbook: `
1. The dashboard "Logs", application traefik, search \`"DownstreamStatus":40\`: \`ClientHost\` and \`RequestPath\`: one address, or many?
2. An address of your own: a program with an old token.
3. A stranger: \`ingress.rateLimit\` slows it down; block it at the load balancer or firewall.
4. Many addresses on the login of Grafana or Keycloak: GrafanaPasswordsGuessed, KeycloakPasswordsGuessed.
`,
  panel: { dashboard: DASHBOARD, key: "auth-failures" },
  tests: [
    fires({
      logs: {
        '{namespace="ingress",app="traefik",container="traefik"}': [
          {
            line: '{"ClientHost":"203.0.113.9","DownstreamStatus":401,"RequestPath":"/login","RouterName":"grafana@kubernetes"}',
            times: 300,
          },
        ],
      },
      interval: "1s",
      at: "6m",
      expect: [
        {
          labels: { router: "grafana@kubernetes" },
          summary: "300 requests to grafana@kubernetes were refused within 10 minutes",
        },
      ],
    }),
    silent({
      logs: {
        '{namespace="ingress",app="traefik",container="traefik"}': [
          {
            line: '{"ClientHost":"203.0.113.9","DownstreamStatus":200,"RequestPath":"/login","RouterName":"grafana@kubernetes"}',
            times: 300,
          },
        ],
      },
      interval: "1s",
      at: "6m",
    }),
  ],
});

/** What programs say of themselves before their metrics do. */
export const logAlerts = defineAlertGroup({
  name: "logs",
  alerts: [logErrorsSurge, programCrashed, programOutOfMemory, ingressAuthFailures],
});
