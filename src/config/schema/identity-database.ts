import { z } from "zod";
import { quantity, secretSource } from "./common";

const password = (whose: string, env: string) =>
  secretSource.prefault({ env }).meta({ description: `Password of ${whose}.`, examples: [{ env }] });

const inCluster = z
  .strictObject({
    type: z.literal("in-cluster").meta({ description: "PostgreSQL on the cluster.", examples: ["in-cluster"] }),
    volume: quantity.default("5Gi").meta({ description: "Volume of the database.", examples: ["5Gi"] }),
    password: password("the user `keycloak`", "KEYCLOAK_DATABASE_PASSWORD"),
    adminPassword: password("the superuser", "KEYCLOAK_DATABASE_ADMIN_PASSWORD"),
  })
  .meta({ id: "InClusterDatabase" });

const name = z.string().regex(/^[A-Za-z_][A-Za-z0-9_-]{0,62}$/, "must be a PostgreSQL name");

const external = z
  .strictObject({
    type: z.literal("external").meta({ description: "A PostgreSQL elsewhere.", examples: ["external"] }),
    host: z
      .string()
      .regex(/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/, "must be a host name or an address")
      .meta({ description: "Host of the database.", examples: ["db.zai.dev"] }),
    port: z
      .int()
      .min(1)
      .max(65535)
      .default(5432)
      .meta({ description: "Its port.", examples: [5432] }),
    name: name.default("keycloak").meta({ description: "Name of the database.", examples: ["keycloak"] }),
    user: name.default("keycloak").meta({ description: "User of the database.", examples: ["keycloak"] }),
    password: password("that user", "KEYCLOAK_DATABASE_PASSWORD"),
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
  .discriminatedUnion("type", [inCluster, external])
  .prefault({ type: "in-cluster" })
  .meta({ description: "Database of Keycloak.", examples: [{ type: "in-cluster", volume: "5Gi" }] });
