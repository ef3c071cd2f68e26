import { EXPORTERS_DASHBOARD } from "../alerts/watched/dashboard";
import { type Dashboard, defineDashboard, type Row } from "../src/dashboard";
import type { ComponentName } from "../src/queries/catalogue/components";
import { type Shipped, shippedFor } from "../src/shipped";
import { bucketsRow } from "./exporters/buckets";
import { cloudwatchRow } from "./exporters/cloudwatch";
import { exoscaleRow } from "./exporters/exoscale";
import { postgresqlRow } from "./exporters/postgresql";
import { rabbitmqRow } from "./exporters/rabbitmq";
import { redisRow } from "./exporters/redis";

/** A row for each kind of thing that is watched. */
const ROWS: readonly Shipped<Row>[] = [
  { item: postgresqlRow, needs: ["postgres-exporter"] },
  { item: redisRow, needs: ["redis-exporter"] },
  { item: rabbitmqRow, needs: ["rabbitmq"] },
  { item: cloudwatchRow, needs: ["cloudwatch-exporter"] },
  { item: exoscaleRow, needs: ["exoscale-exporter"] },
  { item: bucketsRow, needs: ["bucket-size"] },
];

/** What is watched beside the platform, a row for each kind that a client has; none where it watches nothing. */
export function exportersDashboards(components: readonly ComponentName[]): readonly Dashboard[] {
  const rows = shippedFor(ROWS, components);
  return rows.length === 0 ? [] : [dashboard(rows)];
}

function dashboard(rows: readonly Row[]): Dashboard {
  return defineDashboard({
    uid: EXPORTERS_DASHBOARD,
    title: "Exporters",
    description: "Databases, brokers, buckets and clouds outside the platform: are they there, and have they room?",
    folder: "Platform",
    tags: ["belvedere", "exporters"],
    rows,
  });
}
