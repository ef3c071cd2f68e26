import { InClusterDatabase } from "../constructs/keycloak/database";
import { OpenedDatabase } from "../constructs/keycloak/opened-database";
import type { KeycloakDatabase } from "../constructs/keycloak/values";
import type { ClientConfig } from "../src/config";
import type { KeycloakConfig } from "../src/config/schema/identity";
import { databaseSize } from "../src/sizing/databases";
import { type Dependable, plainVariable, type Stack, secrets } from "../src/terraform";
import { dumpStore } from "./buckets";
import { DATABASE_ADMIN, DATABASE_AUTHORITY, DATABASE_HOST, DATABASE_PORT } from "./database-handover";
import { NAMESPACES } from "./names";
import { dumpBucket, externalDatabase, ownDatabase } from "./secret-sets";
import { storageClassOf } from "./settings";

const namespace = NAMESPACES.identity;
const name = "keycloak-database";

export interface MadeDatabase {
  readonly connection: KeycloakDatabase;
  readonly ready: readonly Dependable[];
}

type DatabaseOf<T extends KeycloakConfig["database"]["type"]> = Extract<KeycloakConfig["database"], { type: T }>;

/** The database of Keycloak: on the cluster, run by DigitalOcean, or somebody else's. */
export function makeDatabase(stack: Stack, config: ClientConfig, { database }: KeycloakConfig): MadeDatabase {
  if (database.type === "external") return external(stack, database);
  if (database.type === "managed") return managed(stack, config, database);
  const made = inCluster(stack, config, database);
  if (database.backup !== undefined) makeBackup(stack, config, database.backup, made);
  return made;
}

function external(stack: Stack, database: DatabaseOf<"external">): MadeDatabase {
  const { refs, made } = secrets(stack, name, externalDatabase(database));
  const { host, port, name: catalog, user, tls } = database;
  return { connection: { host, port, name: catalog, user, tls, password: refs.password }, ready: made };
}

function managed(stack: Stack, config: ClientConfig, database: DatabaseOf<"managed">): MadeDatabase {
  const { refs, made } = secrets(stack, name, ownDatabase(database));
  const opened = new OpenedDatabase(stack, "keycloak-db", {
    after: made,
    namespace,
    images: config.images,
    host: plainVariable(stack, {
      name: DATABASE_HOST,
      description: "Host of the managed database, an output of the cluster stack",
      startsWith: "private-",
    }),
    port: DATABASE_PORT,
    adminUser: DATABASE_ADMIN,
    adminPassword: refs["admin-password"],
    password: refs.password,
    authority: plainVariable(stack, {
      name: DATABASE_AUTHORITY,
      description: "Certificate of its authority, an output of the cluster stack",
      startsWith: "-----BEGIN CERTIFICATE-----",
    }),
    connections: databaseSize(database.size).connections,
  });
  return { connection: opened.connection, ready: [opened.ready] };
}

function inCluster(stack: Stack, config: ClientConfig, database: DatabaseOf<"in-cluster">): MadeDatabase {
  const { refs, made } = secrets(stack, name, ownDatabase(database));
  const own = new InClusterDatabase(stack, "keycloak-db", {
    after: made,
    namespace,
    volume: database.volume,
    password: refs.password,
    adminPassword: refs["admin-password"],
    storageClass: storageClassOf(config),
    size: config.size,
    mirror: config.charts.mirror,
    images: config.images,
  });
  return { connection: own.connection, ready: [own.ready] };
}

function makeBackup(
  stack: Stack,
  config: ClientConfig,
  backup: NonNullable<DatabaseOf<"in-cluster">["backup"]>,
  database: MadeDatabase,
): void {
  // Loaded by those who have one.
  const { KeycloakBackup } = require("../constructs/keycloak/backup") as typeof import("../constructs/keycloak/backup");
  const keys = secrets(stack, "keycloak-backup", dumpBucket(backup));
  new KeycloakBackup(stack, "keycloak-db-backup", {
    after: [...database.ready, ...keys.made],
    namespace,
    images: config.images,
    database: database.connection,
    store: { ...dumpStore(config, backup), ...keys.refs },
    schedule: backup.schedule,
    keep: backup.keep,
    largest: backup.largest,
  });
}
