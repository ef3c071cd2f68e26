export { closedMetrics, middlewareNames, middlewares, type RateLimit } from "./edge";
export { Traefik, type TraefikProps } from "./traefik";
export { type LoadBalancer, type TraefikValuesProps, traefikValues } from "./values";
