import type { Construct } from "constructs";
import type { Demand } from "../sizing/requests";
import type { Dependable } from "./component";
import { LABELS } from "./labels";
import { lightResource } from "./light-resource";
import { resource } from "./resource";

const LimitRange = lightResource("kubernetes_limit_range_v1");
const ResourceQuota = lightResource("kubernetes_resource_quota_v1");

/** What a container gets that asks for nothing: without it a quota would refuse its pod. */
export const CONTAINER_DEFAULTS = { cpu: "10m", memory: "64Mi", memoryLimit: "512Mi" } as const;

/** What is bounded, and what has to be there before. */
export interface BoundsProps {
  readonly namespace: string;
  readonly after: readonly Dependable[];
}

/** Sizes for containers of a namespace that name none. No upper bound: that is the quota's. */
export function containerDefaults(scope: Construct, id: string, { namespace, after }: BoundsProps): void {
  const { cpu, memory, memoryLimit } = CONTAINER_DEFAULTS;
  resource(LimitRange, scope, id, {
    dependsOn: [...after],
    metadata: { name: "containers", namespace, labels: LABELS },
    spec: { limit: [{ type: "Container", default: { memory: memoryLimit }, defaultRequest: { cpu, memory } }] },
  });
}

/** The most that all pods of a namespace may ask for together. A pod beyond it is refused. */
export function quota(scope: Construct, id: string, { namespace, after }: BoundsProps, most: Demand): void {
  resource(ResourceQuota, scope, id, {
    dependsOn: [...after],
    metadata: { name: "pods", namespace, labels: LABELS },
    spec: {
      hard: {
        "requests.cpu": `${most.cpu}m`,
        "requests.memory": `${most.memory}Mi`,
        "limits.memory": `${most.limit}Mi`,
      },
    },
  });
}
