import type { SecretRef } from "../secret-source";

/** Where the files of a volume come from. */
export type VolumeSource =
  /** A file for each key. */
  | { readonly configMap: string }
  /** Keys of Secrets, each by the name of its file. With `optional` one that is not there is left out. */
  | { readonly secrets: Readonly<Record<string, SecretRef>>; readonly optional?: boolean }
  /** A volume that outlives the pod. */
  | { readonly claim: string }
  /** Room that ends with the pod, on the node's disk or in memory. */
  | { readonly room: string; readonly inMemory?: boolean };

/** A volume of a pod, and where its steps see it. */
export interface PodVolume {
  readonly name: string;
  readonly source: VolumeSource;
  /** Folders, or single files of the volume: the path in the container, and the file's name. */
  readonly at: readonly { readonly path: string; readonly file?: string }[];
  /** Names of the steps that see it. @default - all */
  readonly steps?: readonly string[];
  /** Whether steps may write to it. @default false */
  readonly writable?: boolean;
}

/** Read by its owner alone. Kubernetes lets the pod's group read it too where the pod has one (fsGroup): 0440. */
const OWNER_ONLY = "0400";

/** The mounts of a volume in one step. */
export function mountsOf({ name, at, steps, writable = false }: PodVolume, step: string) {
  if (steps !== undefined && !steps.includes(step)) return [];
  return at.map(({ path, file }) => ({
    name,
    mountPath: path,
    ...(file === undefined ? {} : { subPath: file }),
    ...(writable ? {} : { readOnly: true }),
  }));
}

/** A volume, as a pod's template has it. */
export function volumeOf({ name, source, writable = false }: PodVolume) {
  if ("configMap" in source) return { name, configMap: { name: source.configMap } };
  if ("claim" in source) return { name, persistentVolumeClaim: { claimName: source.claim, readOnly: !writable } };
  if ("secrets" in source) return { name, projected: { defaultMode: OWNER_ONLY, sources: projections(source) } };
  return { name, emptyDir: { ...(source.inMemory ? { medium: "Memory" } : {}), sizeLimit: source.room } };
}

/** One for each Secret, with all keys that are read of it. */
function projections({ secrets, optional = false }: Extract<VolumeSource, { secrets: unknown }>) {
  const files = Object.entries(secrets);
  const names = [...new Set(files.map(([, ref]) => ref.name))].sort();
  return names.map((secret) => ({
    secret: {
      name: secret,
      optional,
      items: files.filter(([, ref]) => ref.name === secret).map(([path, ref]) => ({ key: ref.key, path })),
    },
  }));
}
