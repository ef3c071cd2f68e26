import { sizedValues } from "../../src/sizing/containers";
import { middlewareNames, TLS_OPTIONS } from "./edge";

export interface TraefikValuesProps {
  readonly namespace: string;
  /** Gateway pods, spread over the nodes. */
  readonly replicas: number;
  readonly service: "LoadBalancer" | "NodePort" | "ClusterIP";
  /** Load balancer at DigitalOcean. @default - none of DigitalOcean's annotations */
  readonly loadBalancer?: { readonly name: string; readonly sizeUnit: number } | undefined;
  /** Write an access log as JSON to standard output. */
  readonly accessLog: boolean;
}

/** Helm values of the gateway. */
export function traefikValues(props: TraefikValuesProps): Record<string, unknown> {
  return {
    ...sizedValues("traefik"),
    deployment: { replicas: props.replicas },
    topologySpreadConstraints: [SPREAD],
    global: { checkNewVersion: false, sendAnonymousUsage: false },
    api: { dashboard: false },
    ingressRoute: { dashboard: { enabled: false } },
    ports: {
      web: { http: { redirections: { entryPoint: { to: "websecure", scheme: "https", permanent: true } } } },
      websecure: { http: { middlewares: middlewareNames(props.namespace) } },
    },
    tlsOptions: TLS_OPTIONS,
    log: { format: "json" },
    accessLog: props.accessLog ? { enabled: true, format: "json" } : { enabled: false },
    metrics: { prometheus: { entryPoint: "metrics", addRoutersLabels: true } },
    service: {
      spec: { type: props.service },
      annotations: props.loadBalancer === undefined ? {} : digitalOceanAnnotations(props.loadBalancer),
    },
  };
}

/** Pods of one release on different nodes where there are enough nodes: a rollout on one node still ends. */
const SPREAD = {
  labelSelector: { matchLabels: { "app.kubernetes.io/name": "traefik" } },
  maxSkew: 1,
  topologyKey: "kubernetes.io/hostname",
  whenUnsatisfiable: "ScheduleAnyway",
};

/** The name keeps the address over an upgrade. */
function digitalOceanAnnotations(loadBalancer: { readonly name: string; readonly sizeUnit: number }) {
  return {
    "service.beta.kubernetes.io/do-loadbalancer-name": loadBalancer.name,
    "service.beta.kubernetes.io/do-loadbalancer-size-unit": String(loadBalancer.sizeUnit),
  };
}
