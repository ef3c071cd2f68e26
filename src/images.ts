import type { Task } from "./sizing/tasks";

/** Images of programs that no chart brings. */
export const IMAGES = {
  /** The chart's own PostgreSQL: its tools dump what it serves, and are on the node already. */
  postgres: "docker.io/postgres:18.6",
  /** Stores files in any S3 store. */
  rclone: "docker.io/rclone/rclone:1.75.1",
  /** Runs the team sync: a script without packages, so any Node from 20 on. */
  node: "docker.io/library/node:24.21.0-alpine",
} as const;

/** Images of the programs that tell of servers elsewhere. */
export const EXPORTER_IMAGES = {
  postgresql: "quay.io/prometheuscommunity/postgres-exporter:v0.20.1",
  redis: "docker.io/oliver006/redis_exporter:v1.89.0",
  /** Yet another CloudWatch exporter: unlike the first one it needs no Java, and asks for many metrics at once. */
  cloudwatch: "quay.io/prometheuscommunity/yet-another-cloudwatch-exporter:v0.67.0",
} as const;

/** Images of our own containers that work and end; a realm is applied by the image that Keycloak's chart runs. */
export const TASK_IMAGES: Readonly<Partial<Record<Task, string>>> = {
  "team-sync": IMAGES.node,
  "open-database": IMAGES.postgres,
  "dump-database": IMAGES.postgres,
  "store-dump": IMAGES.rclone,
  "probe-bucket": IMAGES.rclone,
  "bucket-size": IMAGES.rclone,
};
