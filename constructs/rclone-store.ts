import type { SecretRef } from "../src/terraform";

/** A store that speaks S3's API. */
export interface RcloneStore {
  readonly endpoint: string;
  readonly region: string;
  /** Address buckets by path. @default false */
  readonly pathStyle?: boolean | undefined;
}

/** The remote `store` of rclone, but for its key. All is in the environment: rclone would look for a file, and write one. */
export function rcloneStore({ endpoint, region, pathStyle = false }: RcloneStore): Readonly<Record<string, string>> {
  return {
    RCLONE_CONFIG: "/dev/null",
    RCLONE_CONFIG_STORE_TYPE: "s3",
    RCLONE_CONFIG_STORE_PROVIDER: "Other",
    RCLONE_CONFIG_STORE_ENDPOINT: endpoint,
    RCLONE_CONFIG_STORE_REGION: region,
    RCLONE_CONFIG_STORE_FORCE_PATH_STYLE: String(pathStyle),
  };
}

/** The key of the remote `store`, as references. */
export function rcloneKey(key: {
  readonly accessKeyId: SecretRef;
  readonly secretAccessKey: SecretRef;
}): Readonly<Record<string, SecretRef>> {
  return {
    RCLONE_CONFIG_STORE_ACCESS_KEY_ID: key.accessKeyId,
    RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY: key.secretAccessKey,
  };
}
