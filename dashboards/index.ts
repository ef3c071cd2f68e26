import type { Dashboard } from "../src/dashboard";
import type { ManagedTokensScope } from "../src/managed-tokens";
import { COMPONENTS, type ComponentName } from "../src/queries/catalogue/components";
import { type Shipped, shippedFor } from "../src/shipped";
import { alertsDashboard } from "./alerts";
import { alloyDashboard } from "./alloy";
import { clusterOverview } from "./cluster-overview";
import { exportersDashboards } from "./exporters";
import { externalDnsDashboard } from "./external-dns";
import { externalSecretsDashboard } from "./external-secrets";
import { grafanaDashboard } from "./grafana";
import { keycloakDashboard } from "./keycloak";
import { logsDashboard } from "./logs";
import { lokiDashboard } from "./loki";
import { collectorDashboard } from "./opentelemetry-collector";
import { probesDashboard } from "./probes";
import { prometheusDashboard } from "./prometheus";
import { pushgatewayDashboard } from "./pushgateway";
import { telemetryCostDashboard } from "./telemetry-cost";
import { tempoDashboard } from "./tempo";
import { tracesDashboard } from "./traces";

const DASHBOARDS: readonly Shipped<Dashboard>[] = [
  { item: clusterOverview },
  { item: alertsDashboard },
  { item: prometheusDashboard },
  { item: lokiDashboard },
  { item: alloyDashboard },
  { item: logsDashboard },
  { item: grafanaDashboard },
  { item: keycloakDashboard, needs: ["keycloak"] },
  { item: tempoDashboard, needs: ["tempo"] },
  { item: tracesDashboard, needs: ["tempo"] },
  { item: collectorDashboard, needs: ["opentelemetry-collector"] },
  { item: pushgatewayDashboard, needs: ["pushgateway"] },
  { item: externalSecretsDashboard, needs: ["external-secrets"] },
  { item: externalDnsDashboard, needs: ["external-dns"] },
  { item: telemetryCostDashboard },
  { item: probesDashboard, needs: ["blackbox"] },
];

/** Every shipped dashboard. */
export const dashboards: readonly Dashboard[] = [
  ...DASHBOARDS.map(({ item }) => item),
  ...exportersDashboards(Object.keys(COMPONENTS) as ComponentName[]),
];

/** By what a client has, which dashboards it gets. */
export interface DashboardScope {
  /** Programs whose metrics its Prometheus has. */
  readonly components: readonly ComponentName[];
  /** @default - without the service, or its metrics are not here */
  readonly managedTokens?: ManagedTokensScope | undefined;
}

/** Those that mean something to a client. */
export function dashboardsFor({ components, managedTokens }: DashboardScope): readonly Dashboard[] {
  return [
    ...shippedFor(DASHBOARDS, components),
    ...exportersDashboards(components),
    ...(managedTokens === undefined ? [] : tokensDashboards(managedTokens)),
  ];
}

/** Loaded by those who have the service: most have not. */
function tokensDashboards(scope: ManagedTokensScope): readonly Dashboard[] {
  const { managedTokensDashboards } = require("./managed-tokens") as typeof import("./managed-tokens");
  return managedTokensDashboards(scope);
}
