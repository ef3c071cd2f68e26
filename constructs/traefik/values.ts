import { sizedValues } from "../../src/sizing/containers";
import type { Size } from "../../src/sizing/profiles";
import { middlewareNames, TLS_OPTIONS } from "./edge";

/** A load balancer at DigitalOcean. */
export interface LoadBalancer {
  readonly name: string;
  readonly sizeUnit: number;
  /** Have it say who calls, in a line of its own before each connection. @default false */
  readonly proxyProtocol?: boolean;
}

export interface TraefikValuesProps {
  /** What containers ask for. @default small */
  readonly size?: Size | undefined;
  readonly namespace: string;
  /** Gateway pods, spread over the nodes. */
  readonly replicas: number;
  readonly service: "LoadBalancer" | "NodePort" | "ClusterIP";
  /** Load balancer at DigitalOcean. @default - none of DigitalOcean's annotations */
  readonly loadBalancer?: LoadBalancer | undefined;
  /** Write an access log as JSON to standard output. */
  readonly accessLog: boolean;
  /** Seconds by which durations of requests are counted, beside the chart's own. @default - none */
  readonly durations?: readonly number[];
}

/** Helm values of the gateway. */
export function traefikValues(props: TraefikValuesProps): Record<string, unknown> {
  const callers = props.loadBalancer?.proxyProtocol ? { proxyProtocol: { trustedIPs: PRIVATE } } : {};
  return {
    ...sizedValues("traefik", props.size),
    deployment: { replicas: props.replicas },
    topologySpreadConstraints: [SPREAD],
    global: { checkNewVersion: false, sendAnonymousUsage: false },
    api: { dashboard: false },
    ingressRoute: { dashboard: { enabled: false } },
    ports: {
      web: {
        ...callers,
        http: { redirections: { entryPoint: { to: "websecure", scheme: "https", permanent: true } } },
      },
      websecure: { ...callers, http: { middlewares: middlewareNames(props.namespace) } },
    },
    tlsOptions: TLS_OPTIONS,
    log: { format: "json" },
    accessLog: props.accessLog ? { enabled: true, format: "json" } : { enabled: false },
    metrics: { prometheus: { entryPoint: "metrics", addRoutersLabels: true, ...buckets(props.durations) } },
    service: {
      spec: { type: props.service },
      annotations: props.loadBalancer === undefined ? {} : digitalOceanAnnotations(props.loadBalancer),
    },
  };
}

/** Traefik's own bounds of durations, in seconds (its static configuration, `metrics.prometheus.buckets`). */
const BUCKETS = [0.1, 0.3, 1.2, 5];

function buckets(durations: readonly number[] = []) {
  if (durations.every((seconds) => BUCKETS.includes(seconds))) return {};
  return { buckets: [...new Set([...BUCKETS, ...durations])].sort((a, b) => a - b).join(",") };
}

/** Pods of one release on different nodes where there are enough nodes: a rollout on one node still ends. */
const SPREAD = {
  labelSelector: { matchLabels: { "app.kubernetes.io/name": "traefik" } },
  maxSkew: 1,
  topologyKey: "kubernetes.io/hostname",
  whenUnsatisfiable: "ScheduleAnyway",
};

/**
 * Who may say on whose behalf it calls: the load balancer calls out of the VPC, and through a node whose own address the
 * gateway then sees. From elsewhere nobody reaches the node ports. A call without the line is taken as it is.
 */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** The name keeps the address over an upgrade. */
function digitalOceanAnnotations(loadBalancer: LoadBalancer) {
  return {
    ...(loadBalancer.proxyProtocol
      ? { "service.beta.kubernetes.io/do-loadbalancer-enable-proxy-protocol": "true" }
      : {}),
    "service.beta.kubernetes.io/do-loadbalancer-name": loadBalancer.name,
    "service.beta.kubernetes.io/do-loadbalancer-size-unit": String(loadBalancer.sizeUnit),
  };
}
