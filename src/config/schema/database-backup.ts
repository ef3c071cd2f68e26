import { z } from "zod";
import { bucketName, quantity, secretSource } from "./common";
import { cronSchedule } from "./cron";
import { STORE_PLACE } from "./object-store";

/** Dumps of a database, on object storage. */
export const databaseBackup = z
  .strictObject({
    bucket: bucketName.meta({
      description: "Bucket of the dumps, one that no other program can read: they hold all that Keycloak knows.",
      examples: ["zai-backups"],
    }),
    ...STORE_PLACE,
    credentials: z
      .strictObject({
        accessKeyId: secretSource.meta({
          description: "Id of the bucket's key.",
          examples: [{ env: "BACKUP_ACCESS_KEY_ID" }],
        }),
        secretAccessKey: secretSource.meta({
          description: "The key itself.",
          examples: [{ env: "BACKUP_SECRET_ACCESS_KEY" }],
        }),
      })
      .meta({
        description: "Key of the bucket, one that can do nothing else.",
        examples: [
          { accessKeyId: { env: "BACKUP_ACCESS_KEY_ID" }, secretAccessKey: { env: "BACKUP_SECRET_ACCESS_KEY" } },
        ],
      }),
    schedule: cronSchedule.default("17 3 * * *").meta({
      description: "When a dump is made: minute, hour, day of month, month, day of week, in UTC.",
      examples: ["17 3 * * *"],
    }),
    keep: z
      .int()
      .min(1)
      .max(1000)
      .default(14)
      .meta({ description: "How many dumps are kept; the oldest goes when a new one is stored.", examples: [14] }),
    largest: quantity
      .default("2Gi")
      .meta({ description: "Largest dump: room on the disk of the node that makes it.", examples: ["2Gi"] }),
  })
  .meta({
    id: "DatabaseBackup",
    description: "Dumps of the database on object storage. Without it there are none.",
    examples: [
      {
        bucket: "zai-backups",
        credentials: {
          accessKeyId: { env: "BACKUP_ACCESS_KEY_ID" },
          secretAccessKey: { env: "BACKUP_SECRET_ACCESS_KEY" },
        },
      },
    ],
  });

export type DatabaseBackupConfig = z.output<typeof databaseBackup>;
