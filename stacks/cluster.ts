import type { Construct } from "constructs";
import { Bucket, DigitalOceanProject, DoksCluster } from "../constructs/cluster";
import type { ClientConfig } from "../src/config";
import type { DigitalOceanCluster } from "../src/config/schema/cluster";
import { durationSeconds } from "../src/quantity";
import { Stack } from "../src/terraform";
import { addDigitalOceanProvider } from "../src/terraform/digitalocean";
import { type BucketPlan, bucketPlans } from "./buckets";
import { backendOf } from "./settings";

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
    if (cluster.project === undefined) return;
    new DigitalOceanProject(this, "project", {
      name: cluster.project,
      environment: config.environment,
      urns: [made.urn, ...buckets.map((bucket) => bucket.urn)],
    });
  }

  private makeCluster(config: ClientConfig, cluster: DigitalOceanCluster): DoksCluster {
    return new DoksCluster(this, "doks", {
      ...cluster,
      ipRange: cluster.vpc.ipRange,
      tags: [...new Set([config.client, config.environment, ...cluster.tags])],
    });
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

function days(duration: string | undefined): number | undefined {
  return duration === undefined ? undefined : durationSeconds(duration) / DAY;
}
