import type { ClientConfig } from "../src/config";
import { NAMESPACES } from "./names";

/** A host that the gateway serves. */
export interface ServedHost {
  readonly host: string;
  /** Namespace of its Ingress, and so of its certificate. */
  readonly namespace: string;
}

/** Every host of a client. */
export function hostsOf(config: ClientConfig): readonly ServedHost[] {
  const { identity, grafana } = config;
  return [
    { host: grafana.host, namespace: NAMESPACES.observability },
    ...(identity?.provider === "keycloak" ? [{ host: identity.host, namespace: NAMESPACES.identity }] : []),
  ];
}

/** The hosts that are served out of one namespace. */
export function hostsIn(config: ClientConfig, namespace: string): readonly string[] {
  return hostsOf(config)
    .filter((served) => served.namespace === namespace)
    .map(({ host }) => host);
}
