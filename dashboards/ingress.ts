import * as edge from "../alerts/ingress";
import * as served from "../alerts/ingress-services";
import { defineDashboard, promql, type Query, type Row } from "../src/dashboard";
import { lines, number, table, watched } from "./panels";

const CHOSEN: Query = promql`service=~"$service"`;

const now: Row = {
  title: "State now",
  panels: [
    number({
      key: "gateway-count",
      title: "Gateways",
      description: "Gateway pods that Prometheus reads. No data: none, or they are not read (IngressDown).",
      expr: promql`count(traefik_config_last_reload_success)`,
      unit: "short",
      decimals: 0,
    }),
    number({
      key: "rate-now",
      title: "Requests",
      description: "Requests a second from outside. A fall to nothing: nobody gets in, or nobody comes.",
      expr: promql`sum(rate(traefik_entrypoint_requests_total{entrypoint!="metrics"}[5m]))`,
      unit: "reqps",
    }),
    number({
      key: "errors-now",
      title: "Requests that fail",
      description: "Share of all requests that were answered with 5xx in the last 5 minutes.",
      expr: promql`
        (sum(rate(traefik_entrypoint_requests_total{code=~"5..",entrypoint!="metrics"}[5m])) or 0 * sum(rate(traefik_entrypoint_requests_total[5m])))
        / (sum(rate(traefik_entrypoint_requests_total{entrypoint!="metrics"}[5m])) > 0)`,
      unit: "percentunit",
      thresholds: [{ severity: "warning", above: 0.05 }],
    }),
    number({
      key: "reload",
      title: "Last reload",
      description:
        "When a gateway last took new routes. Long ago after a deploy: it does not see them; look at its log.",
      expr: promql`1000 * max(traefik_config_last_reload_success)`,
      unit: "dateTimeFromNow",
    }),
    watched({
      alert: edge.ingressDown,
      title: "No gateway",
      description: "1 while no gateway says anything (IngressDown). Empty is good.",
      legend: "silent",
      width: 8,
      height: 4,
    }),
  ],
};

const services: Row = {
  title: "Services",
  panels: [
    lines({
      key: "rate",
      title: "Requests by service",
      description: "Requests a second. A step down: a client gave up, or a router points elsewhere.",
      expr: promql`sum by (service) (rate(traefik_service_requests_total{${CHOSEN}}[$__rate_interval]))`,
      legend: "{{service}}",
      unit: "reqps",
      min: 0,
      width: 8,
    }),
    watched({
      alert: served.serviceErrors,
      title: "Errors by service",
      description:
        "Share of its requests that a service failed. The lines are IngressServiceErrors and IngressServiceFailing.",
      legend: "{{service}}",
      also: [served.serviceFailing],
      width: 8,
    }),
    watched({
      alert: served.serviceSlow,
      title: "Latency by service",
      description: "What the slowest 5 % of a service's requests take. The line is IngressServiceSlow.",
      legend: "{{service}}",
      width: 8,
    }),
    lines({
      key: "codes",
      title: "Answers by code",
      description:
        "502 and 504: pods that are not there, or too slow. 500: the service's own fault. 429: too many requests.",
      expr: promql`sum by (code) (rate(traefik_service_requests_total{${CHOSEN},code!~"2..|3.."}[$__rate_interval])) > 0`,
      legend: "{{code}}",
      unit: "reqps",
      min: 0,
      stacked: true,
      width: 8,
    }),
    lines({
      key: "bytes",
      title: "Sent by service",
      description: "Bytes of answers. The load balancer has a limit, and traffic out of the provider a price.",
      expr: promql`sum by (service) (rate(traefik_service_responses_bytes_total{${CHOSEN}}[$__rate_interval]))`,
      legend: "{{service}}",
      unit: "Bps",
      min: 0,
      width: 8,
    }),
    table({
      key: "routers",
      title: "Routers",
      description: "Requests a second of the last hour by router, as `slos` of the config names routers and services.",
      expr: promql`sort_desc(sum by (router, service) (rate(traefik_router_requests_total{${CHOSEN}}[1h])))`,
      unit: "reqps",
      columns: { router: "Router", service: "Service", Value: "Requests" },
      width: 8,
    }),
  ],
};

const gateway: Row = {
  title: "The gateway itself",
  panels: [
    watched({
      alert: edge.gatewayErrors,
      title: "Services not reached",
      description: "Share of answers with 502, 503 or 504 by entry point. The line is IngressCannotReachServices.",
      legend: "{{entrypoint}}",
      width: 8,
    }),
    lines({
      key: "connections",
      title: "Open connections",
      description: "By entry point. They grow and never fall: a client or a service does not close them.",
      expr: promql`sum by (entrypoint) (traefik_open_connections)`,
      legend: "{{entrypoint}}",
      unit: "short",
      min: 0,
      width: 8,
    }),
    watched({
      alert: edge.gatewayConnections,
      title: "Connections and files open",
      description: "Share of what a gateway can have open. The line is IngressConnectionsAlmostExhausted.",
      legend: "{{pod}}",
      width: 8,
    }),
    watched({
      alert: edge.servedCertificateExpires,
      title: "Certificates that are shown",
      description: "Time until each ends. Below the line is IngressCertificateExpires: nobody has renewed it.",
      legend: "{{sans}}",
    }),
    lines({
      key: "tls",
      title: "TLS by version",
      description: "Requests a second by version of TLS. Who still speaks 1.2 is told before it is turned off.",
      expr: promql`sum by (tls_version) (rate(traefik_entrypoint_requests_tls_total[$__rate_interval]))`,
      legend: "{{tls_version}}",
      unit: "reqps",
      min: 0,
    }),
  ],
};

/** Does everybody get in, and what do they get. */
export const ingressDashboard = defineDashboard({
  uid: "ingress",
  title: "Ingress",
  description: "Do people get in, which service fails them or is slow, and is it the gateway?",
  folder: "Platform",
  tags: ["belvedere", "ingress"],
  variables: [
    { name: "service", label: "Service", values: { of: promql`traefik_service_requests_total`, label: "service" } },
  ],
  rows: [now, services, gateway],
});
