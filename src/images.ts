/** Images of programs that no chart brings. */
export const IMAGES = {
  /** The chart's own PostgreSQL: its tools dump what it serves, and are on the node already. */
  postgres: "docker.io/library/postgres:18.6",
  /** Stores files in any S3 store. */
  rclone: "docker.io/rclone/rclone:1.75.1",
  /** Runs the team sync: a script without packages, so any Node from 20 on. */
  node: "docker.io/library/node:24.21.0-alpine",
} as const;
