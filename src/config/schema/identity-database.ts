import { z } from "zod";
import { DATABASE_SLUGS } from "../../sizing/databases";
import { defaultVolume, otherVolumes } from "../../sizing/profiles";
import { name as clusterName, host, optional, ownSecret, port, quantity, secretSource } from "./common";
import { databaseBackup } from "./database-backup";

const password = (whose: string, env: string) =>
  secretSource.prefault({ env }).meta({ description: `Password of ${whose}.`, examples: [{ env }] });

const ownPassword = (whose: string, env: string) =>
  ownSecret.prefault({ env }).meta({
    description: `Password of ${whose}. The database takes it when it is made: later, change it there first.`,
    examples: [{ env }],
  });

const inCluster = z
  .strictObject({
    type: z.literal("in-cluster").meta({ description: "PostgreSQL on the cluster.", examples: ["in-cluster"] }),
    volume: quantity
      .default(defaultVolume("database", "small"))
      .meta({ description: `Volume of the database. ${otherVolumes("database")}`, examples: ["5Gi"] }),
    password: ownPassword("the user `keycloak`", "KEYCLOAK_DATABASE_PASSWORD"),
    adminPassword: ownPassword("the superuser", "KEYCLOAK_DATABASE_ADMIN_PASSWORD"),
    backup: optional(databaseBackup),
  })
  .meta({ id: "InClusterDatabase" });

const managed = z
  .strictObject({
    type: z.literal("managed").meta({
      description: "A PostgreSQL that DigitalOcean runs and backs up, made by the cluster stack.",
      examples: ["managed"],
    }),
    name: clusterName.optional().meta({
      description: "Name at DigitalOcean. Without it: the cluster's, and `-keycloak`. A change would replace it.",
      examples: ["zai-lon1-keycloak"],
    }),
    size: z
      .enum(DATABASE_SLUGS)
      .default("db-s-1vcpu-1gb")
      .meta({
        description: "Size of each node. It can grow, never shrink.",
        examples: ["db-s-1vcpu-2gb"],
      }),
    nodes: z
      .int()
      .min(1)
      .max(3)
      .default(1)
      .meta({ description: "One node, and up to two that stand by.", examples: [2] }),
    version: z
      .string()
      .regex(/^1[4-9]$/, 'must be a major version in quotes, such as "17"')
      .default("17")
      .meta({
        description: "Major version of PostgreSQL. It can be raised, never lowered. In quotes, or YAML reads a number.",
        examples: ["17"],
      }),
    password: password("the user `keycloak`: an output of the cluster stack", "KEYCLOAK_DATABASE_PASSWORD"),
    adminPassword: password(
      "the administrator, `doadmin`, who lets that user in: an output of the cluster stack",
      "KEYCLOAK_DATABASE_ADMIN_PASSWORD",
    ),
  })
  .meta({ id: "ManagedDatabase" });

const name = z.string().regex(/^[A-Za-z_][A-Za-z0-9_-]{0,62}$/, "must be a PostgreSQL name");

const external = z
  .strictObject({
    type: z.literal("external").meta({ description: "A PostgreSQL elsewhere.", examples: ["external"] }),
    host: host.meta({ description: "Host of the database.", examples: ["db.zai.dev"] }),
    port: port.default(5432).meta({ description: "Its port.", examples: [5432] }),
    name: name.default("keycloak").meta({ description: "Name of the database.", examples: ["keycloak"] }),
    user: name.default("keycloak").meta({ description: "User of the database.", examples: ["keycloak"] }),
    password: secretSource
      .prefault({ env: "KEYCLOAK_DATABASE_PASSWORD" })
      .meta({ description: "Password of that user.", examples: [{ env: "KEYCLOAK_DATABASE_PASSWORD" }] }),
    tls: z
      .enum(["verify-full", "require", "disable"])
      .default("verify-full")
      .meta({
        description:
          "`verify-full` holds the certificate against the public authorities, `require` encrypts without asking who answers.",
        examples: ["require"],
      }),
  })
  .meta({ id: "ExternalDatabase" });

/** Where Keycloak keeps its people and sessions. */
export const database = z
  .discriminatedUnion("type", [inCluster, managed, external])
  .prefault({ type: "in-cluster" })
  .meta({ description: "Database of Keycloak.", examples: [{ type: "in-cluster", volume: "5Gi" }] });

export type ManagedDatabaseConfig = z.output<typeof managed>;
