import { SINGLE_NODE_SIZES } from "../../sizing/databases";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import type { DatabaseBackupConfig } from "../schema/database-backup";
import type { IdentityConfig } from "../schema/identity";
import { spacesRegion } from "./bucket-regions";
import { defineRule } from "./rule";

const DATABASE = ["identity", "database"];
const BACKUP = [...DATABASE, "backup"];

/** DigitalOcean runs a database beside its own clusters only, and of the smallest size one node. */
export const managedDatabase = defineRule({
  needs: ["cluster", "identity"],
  check({ cluster, identity }): Finding[] {
    const database = databaseOf(identity);
    if (database?.type !== "managed") return [];
    if (cluster.provider !== "digitalocean")
      return [
        {
          path: [...DATABASE, "type"],
          message: `got "managed" with cluster.provider ${cluster.provider}, must be in-cluster or external: DigitalOcean runs a database in the network of its own clusters only`,
          fix: nest(DATABASE, { type: "in-cluster" }),
        },
      ];
    if (database.nodes === 1 || !SINGLE_NODE_SIZES.includes(database.size)) return [];
    return [
      {
        path: [...DATABASE, "nodes"],
        message: `got ${database.nodes}, must be 1: DigitalOcean lets no node of the size ${database.size} stand by`,
        fix: nest(DATABASE, { size: "db-s-1vcpu-2gb", nodes: database.nodes }),
      },
    ];
  },
});

/** A bucket of dumps says where it is, and is nobody else's. */
export const databaseBackup = defineRule({
  needs: ["cluster", "buckets", "loki", "identity"],
  check({ cluster, buckets, loki, identity }): Finding[] {
    const database = databaseOf(identity);
    const backup = database?.type === "in-cluster" ? database.backup : undefined;
    if (backup === undefined) return [];
    const shared = backup.bucket === loki.bucket && backup.endpoint === loki.endpoint ? [sharedBucket(backup)] : [];
    if (cluster.provider === "digitalocean")
      return [...shared, ...spacesRegion({ path: BACKUP, ...backup }, cluster, buckets)];
    return [...shared, ...missingPlace(backup)];
  },
});

function databaseOf(identity: IdentityConfig | undefined) {
  return identity?.provider === "keycloak" ? identity.database : undefined;
}

function sharedBucket({ bucket }: DatabaseBackupConfig): Finding {
  const path = [...BACKUP, "bucket"];
  return {
    path,
    message: `got "${bucket}", which is loki.bucket; must be a bucket of its own: who reads logs there would read every password's hash`,
    fix: nest(path, `${bucket}-backups`),
  };
}

function missingPlace(backup: DatabaseBackupConfig): Finding[] {
  const examples = { region: "eu-central-1", endpoint: "https://s3.eu-central-1.amazonaws.com" };
  return (["endpoint", "region"] as const)
    .filter((key) => backup[key] === undefined)
    .map((key) => ({
      path: [...BACKUP, key],
      at: "key" as const,
      message: "is missing, must be given with a bucket outside DigitalOcean",
      fix: nest([...BACKUP, key], examples[key]),
    }));
}
