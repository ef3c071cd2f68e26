import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import type { Construct } from "constructs";
import { InputError } from "../problem";
import { storedBytes, tooLarge } from "../stored-size";
import { LABELS } from "./labels";
import { resource } from "./resource";

export interface ConfigMapProps {
  readonly namespace: string;
  readonly name: string;
  readonly data: Readonly<Record<string, string>>;
  /** @default - ours only */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * A ConfigMap.
 *
 * @throws InputError when its data is more than Kubernetes stores.
 */
export function configMap(scope: Construct, id: string, props: ConfigMapProps): void {
  const message = tooLarge(`ConfigMap ${props.name}`, storedBytes(props.data), "make several of it");
  if (message !== undefined) throw new InputError([{ path: `${scope.node.path}/${id}`, message }]);
  resource(ConfigMapV1, scope, id, {
    metadata: {
      name: props.name,
      namespace: props.namespace,
      labels: { ...LABELS, ...props.labels },
      ...(props.annotations === undefined ? {} : { annotations: { ...props.annotations } }),
    },
    data: { ...props.data },
  });
}
