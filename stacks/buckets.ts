import type { DumpStore } from "../constructs/keycloak/backup";
import type { ClientConfig } from "../src/config";
import type { BucketConfig } from "../src/config/schema/buckets";
import type { DatabaseBackupConfig } from "../src/config/schema/database-backup";
import { hasSpaces, type Region } from "../src/sizing/regions";

/** A Spaces bucket as it shall be. */
export interface BucketPlan extends Omit<BucketConfig, "region"> {
  readonly name: string;
  readonly region: string;
}

const DEFAULTS = { existing: false, versioning: false, abortUploadsAfter: "1d", forceDestroy: false } as const;

/** Every bucket of a client, by name: those it lists, and those of logs, metrics, traces and dumps, which it need not list. */
export function bucketPlans(config: ClientConfig): readonly BucketPlan[] {
  const { cluster, loki, mimir, tracing } = config;
  if (cluster.provider === "existing") return [];
  const used = [loki, mimir, tracing, backupOf(config)].flatMap((store) =>
    store?.bucket !== undefined && store.endpoint === undefined ? [store.bucket] : [],
  );
  const implied = Object.fromEntries(used.map((bucket) => [bucket, DEFAULTS]));
  return Object.entries<Omit<BucketConfig, "region"> & { region?: Region | undefined }>({
    ...implied,
    ...config.buckets,
  })
    .map(([name, bucket]) => ({ ...bucket, name, region: bucket.region ?? cluster.region }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** The dumps of Keycloak's database, where there are any. */
export function backupOf({ identity }: ClientConfig): DatabaseBackupConfig | undefined {
  const database = identity?.provider === "keycloak" ? identity.database : undefined;
  return database?.type === "in-cluster" ? database.backup : undefined;
}

/** A bucket as a section of the config names it. */
interface NamedBucket {
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
}

/** Region and address of the store that holds a bucket. */
export function storeOf(
  config: ClientConfig,
  bucket: string,
  named: NamedBucket,
): { region: string; endpoint: string } {
  const plan = bucketPlans(config).find(({ name }) => name === bucket);
  const { cluster } = config;
  const region = named.region ?? plan?.region ?? (cluster.provider === "digitalocean" ? cluster.region : "");
  return { region, endpoint: named.endpoint ?? spacesEndpoint(region) };
}

/** Where the dumps go. Environments that share a bucket delete none of each other's. */
export function dumpStore(
  config: ClientConfig,
  backup: DatabaseBackupConfig,
): Omit<DumpStore, "accessKeyId" | "secretAccessKey"> {
  const { bucket, pathStyle } = backup;
  const folder = `keycloak/${config.client}-${config.environment}`;
  return { bucket, folder, pathStyle, ...storeOf(config, bucket, backup) };
}

function spacesEndpoint(region: string): string {
  if (!hasSpaces(region as Region)) throw new Error(`region "${region}" has no Spaces`);
  return `https://${region}.digitaloceanspaces.com`;
}
