import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import type { Construct } from "constructs";
import { LABELS } from "./labels";
import { resource } from "./resource";

/** Kubernetes refuses more; the names and labels beside the data need some of it. */
const MOST_BYTES = 1024 * 1024 - 8 * 1024;

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
 * @throws Error when its data is more than Kubernetes stores.
 */
export function configMap(scope: Construct, id: string, props: ConfigMapProps): void {
  const bytes = Object.entries(props.data).reduce(
    (sum, [key, text]) => sum + Buffer.byteLength(key) + Buffer.byteLength(text),
    0,
  );
  if (bytes > MOST_BYTES)
    throw new Error(
      `${scope.node.path}/${id}: ConfigMap ${props.name} holds ${bytes} bytes, Kubernetes stores at most ${MOST_BYTES}`,
    );
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
