import type { Construct } from "constructs";
import type { Dependable } from "./component";
import { LABELS } from "./labels";
import { lightResource } from "./light-resource";
import { resource } from "./resource";

export interface VolumeClaimProps {
  readonly namespace: string;
  readonly name: string;
  /** Such as `1Gi`. */
  readonly size: string;
  /** @default - the cluster's default class */
  readonly storageClass?: string | undefined;
}

const VolumeClaim = lightResource("kubernetes_persistent_volume_claim_v1");

/** A volume that pods of one node share. Many classes make it only when the first pod is there: nobody waits for it. */
export function volumeClaim(scope: Construct, id: string, props: VolumeClaimProps): Dependable {
  return resource(VolumeClaim, scope, id, {
    metadata: { name: props.name, namespace: props.namespace, labels: LABELS },
    spec: {
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: props.size } },
      ...(props.storageClass === undefined ? {} : { storageClassName: props.storageClass }),
    },
    waitUntilBound: false,
  });
}
