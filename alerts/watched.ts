import type { AlertGroup } from "../src/alert";
import type { ComponentName } from "../src/queries/catalogue/components";
import type { Shipped } from "../src/shipped";
import { buckets } from "./watched/buckets";
import { cloudwatch } from "./watched/cloudwatch";
import { exoscale } from "./watched/exoscale";
import { postgresql } from "./watched/postgresql";
import { rabbitmq } from "./watched/rabbitmq";
import { redis } from "./watched/redis";

/** Alerts on what is watched beside the platform: of each kind only where the config has one. */
export const watchedAlerts: readonly Shipped<AlertGroup>[] = [
  of(postgresql, "postgres-exporter"),
  of(redis, "redis-exporter"),
  of(rabbitmq, "rabbitmq"),
  of(cloudwatch, "cloudwatch-exporter"),
  of(exoscale, "exoscale-exporter"),
  of(buckets, "bucket-size"),
];

function of(item: AlertGroup, needs: ComponentName): Shipped<AlertGroup> {
  return { item, needs: [needs] };
}
