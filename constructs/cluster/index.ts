export { Bucket, type BucketProps } from "./bucket";
export { DoksCluster, type DoksClusterProps } from "./doks-cluster";
export { ManagedDatabase, type ManagedDatabaseProps } from "./managed-database";
export type { NodePool, Taint } from "./node-pool";
export { DigitalOceanProject, type DigitalOceanProjectProps } from "./project";
