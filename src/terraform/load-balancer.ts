import { DataKubernetesServiceV1 } from "@cdktf/provider-kubernetes/lib/data-kubernetes-service-v1";
import { Fn, ref, Token } from "cdktf";
import type { Construct } from "constructs";
import { resource } from "./resource";

/** A Kubernetes Service by its name. */
export interface ServiceRef {
  readonly name: string;
  readonly namespace: string;
}

const ADDRESS = "status[0].load_balancer[0].ingress[0].ip";

/** The address that a Service's load balancer has, read at plan: an earlier stack waited until it was there. */
export function loadBalancerAddress(scope: Construct, id: string, service: ServiceRef): string {
  const found = resource(DataKubernetesServiceV1, scope, id, {
    metadata: { ...service },
    lifecycle: {
      postcondition: [
        {
          condition: Fn.can(Fn.regex("^[0-9.]+$", Token.asString(ref(`self.${ADDRESS}`)))),
          errorMessage: `Service ${service.namespace}/${service.name} has no IP address yet: apply the platform stack first`,
        },
      ],
    },
  });
  return Token.asString(found.status.get(0).loadBalancer.get(0).ingress.get(0).ip);
}
