import type { Construct } from "constructs";
import { configMap } from "../../src/terraform";
import { FOLDER_ANNOTATION, SIDECAR_LABELS } from "./values";

export interface ProvisionedFile {
  readonly namespace: string;
  /** Which sidecar collects it. */
  readonly kind: keyof typeof SIDECAR_LABELS;
  /** Unique among all files of its kind: names the ConfigMap and the file. */
  readonly name: string;
  readonly content: string;
  /** Folder of a dashboard. @default - Grafana's root */
  readonly folder?: string;
  /** A dashboard whose queries a test has read: they are not read again. @default false */
  readonly proved?: boolean;
}

/**
 * A file that Grafana's sidecar collects: one ConfigMap, so that each stays below what Kubernetes stores.
 *
 * @throws Error for a folder that would leave the sidecar's own.
 */
export function provision(scope: Construct, file: ProvisionedFile): void {
  if (file.folder !== undefined && !/^[^/.][^/]*$/.test(file.folder))
    throw new Error(
      `dashboard ${file.name}: got folder "${file.folder}", must be one name without a slash or a leading dot`,
    );
  configMap(scope, `${file.kind}-${file.name}`, {
    namespace: file.namespace,
    name: `grafana-${file.kind}-${file.name}`,
    labels: { [SIDECAR_LABELS[file.kind]]: "1" },
    ...(file.folder === undefined ? {} : { annotations: { [FOLDER_ANNOTATION]: file.folder } }),
    data: { [`${file.kind}-${file.name}.json`]: file.content },
  });
}
