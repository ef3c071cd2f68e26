import type { SecretRef } from "../src/secret-source";

const ROOT = "/etc/secrets";

/** A Secret as a folder of a container. */
export interface SecretMount {
  readonly name: string;
  readonly path: string;
  readonly secret: string;
  /** What is read of it. @default - nothing that the config would tell the change of */
  readonly refs?: readonly SecretRef[];
}

/** Secrets as files: the mounts that a pod needs, and the path of each secret. Both come from one place, so they agree. */
export interface SecretFiles {
  readonly mounts: readonly SecretMount[];
  readonly paths: Readonly<Record<string, string>>;
}

/** Every Secret that these references name becomes one mount. */
export function secretFiles(refs: Readonly<Record<string, SecretRef>>): SecretFiles {
  const names = [...new Set(Object.values(refs).map((ref) => ref.name))].sort();
  return {
    mounts: names.map((secret) => ({
      name: `secret-${secret.replaceAll(".", "-")}`,
      path: `${ROOT}/${secret}`,
      secret,
      refs: Object.values(refs).filter((ref) => ref.name === secret),
    })),
    paths: Object.fromEntries(Object.entries(refs).map(([id, ref]) => [id, `${ROOT}/${ref.name}/${ref.key}`])),
  };
}
