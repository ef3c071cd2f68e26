import type { Construct } from "constructs";
import { Bucket } from "../constructs/cluster/bucket";
import { DoksCluster } from "../constructs/cluster/doks-cluster";
import type { ManagedDatabase } from "../constructs/cluster/managed-database";
import { DigitalOceanProject } from "../constructs/cluster/project";
import { DATABASE_NAME } from "../constructs/keycloak/database-values";
import type { ClientConfig } from "../src/config";
import type { DigitalOceanCluster } from "../src/config/schema/cluster";
import { durationSeconds } from "../src/quantity";
import { output, Stack } from "../src/terraform";
import { addDigitalOceanProvider } from "../src/terraform/digitalocean";
import { type BucketPlan, bucketPlans } from "./buckets";
import { handedOver } from "./database-handover";
import { backendOf, managedDatabaseOf } from "./settings";

type DatabaseModule = typeof import("../constructs/cluster/managed-database");

const DAY = 86400;

/** What DigitalOcean makes: VPC, cluster, node pools, buckets. */
export class ClusterStack extends Stack {
  constructor(scope: Construct, config: ClientConfig, cluster: DigitalOceanCluster) {
    super(scope, { client: config.client, kind: "cluster", backend: backendOf(config) });
    addDigitalOceanProvider(this);
    const made = this.makeCluster(config, cluster);
    const buckets = bucketPlans(config)
      .filter((plan) => !plan.existing)
      .map((plan) => this.makeBucket(plan, cluster.deletionProtection));
    const database = this.makeDatabase(config, cluster, made);
    if (cluster.project === undefined) return;
    new DigitalOceanProject(this, "project", {
      name: cluster.project,
      environment: config.environment,
      urns: [made.urn, ...buckets.map((bucket) => bucket.urn), ...(database === undefined ? [] : [database.urn])],
    });
  }

  private makeCluster(config: ClientConfig, cluster: DigitalOceanCluster): DoksCluster {
    return new DoksCluster(this, "doks", {
      ...cluster,
      ipRange: cluster.vpc.ipRange,
      registryIntegration: cluster.registry !== undefined,
      tags: tagsOf(config, cluster),
    });
  }

  /** Keycloak's database. The deploying job carries what this puts out to the stack that connects to it. */
  private makeDatabase(
    config: ClientConfig,
    cluster: DigitalOceanCluster,
    { clusterId, vpcId }: DoksCluster,
  ): ManagedDatabase | undefined {
    const database = managedDatabaseOf(config);
    if (database === undefined) return undefined;
    // Loaded by those who have one.
    const { ManagedDatabase: Database } = require("../constructs/cluster/managed-database") as DatabaseModule;
    const made = new Database(this, "keycloak-db", {
      ...database,
      name: database.name ?? `${cluster.name}-keycloak`,
      region: cluster.region,
      vpcId,
      clusterId,
      database: DATABASE_NAME,
      maintenance: cluster.maintenance,
      deletionProtection: cluster.deletionProtection,
      tags: tagsOf(config, cluster),
    });
    for (const { variable, secret, value } of handedOver(database, made))
      output(this, { name: variable, value, secret });
    return made;
  }

  private makeBucket(plan: BucketPlan, deletionProtection: boolean): Bucket {
    return new Bucket(this, `bucket-${plan.name}`, {
      name: plan.name,
      region: plan.region,
      versioning: plan.versioning,
      expireAfterDays: days(plan.expireAfter),
      expireOldVersionsAfterDays: days(plan.expireOldVersionsAfter),
      abortUploadsAfterDays: durationSeconds(plan.abortUploadsAfter) / DAY,
      forceDestroy: plan.forceDestroy,
      deletionProtection,
    });
  }
}

function tagsOf({ client, environment }: ClientConfig, { tags }: DigitalOceanCluster): readonly string[] {
  return [...new Set([client, environment, ...tags])];
}

function days(duration: string | undefined): number | undefined {
  return duration === undefined ? undefined : durationSeconds(duration) / DAY;
}
