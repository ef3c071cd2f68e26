import type { SecretRef } from "../src/terraform";

const ROOT = "/etc/secrets";

/** A Secret as a folder of a container. */
export interface SecretMount {
  readonly name: string;
  readonly path: string;
  readonly secret: string;
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
    })),
    paths: Object.fromEntries(Object.entries(refs).map(([id, ref]) => [id, `${ROOT}/${ref.name}/${ref.key}`])),
  };
}
