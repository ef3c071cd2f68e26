import type { TraefikValuesProps } from "../../../constructs/traefik";

export const PROPS: TraefikValuesProps & { readonly namespace: string } = {
  namespace: "ingress",
  replicas: 1,
  service: "LoadBalancer",
  accessLog: true,
  loadBalancer: { name: "acme", sizeUnit: 2 },
};
