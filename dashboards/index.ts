import type { AlertScope } from "../alerts";
import type { Dashboard } from "../src/dashboard";
import { type Shipped, shippedFor } from "../src/shipped";
import { alertsDashboard } from "./alerts";
import { alloyDashboard } from "./alloy";
import { capacityDashboard } from "./capacity";
import { certificatesDashboard } from "./certificates";
import { clusterOverview } from "./cluster-overview";
import { controlPlaneDashboard } from "./control-plane";
import { exportersDashboards } from "./exporters";
import { externalDnsDashboard } from "./external-dns";
import { externalSecretsDashboard } from "./external-secrets";
import { grafanaDashboard } from "./grafana";
import { ingressDashboard } from "./ingress";
import { jobsDashboard } from "./jobs";
import { keycloakDashboard } from "./keycloak";
import { logsDashboard } from "./logs";
import { lokiDashboard } from "./loki";
import { nodeDashboard } from "./node";
import { collectorDashboard } from "./opentelemetry-collector";
import { platformOverview } from "./platform-overview";
import { podDashboard } from "./pod";
import { probesDashboard } from "./probes";
import { prometheusDashboard } from "./prometheus";
import { pushgatewayDashboard } from "./pushgateway";
import { telemetryCostDashboard } from "./telemetry-cost";
import { tempoDashboard } from "./tempo";
import { tracesDashboard } from "./traces";
import { volumesDashboard } from "./volumes";
import { workloadsDashboard } from "./workloads";

const DASHBOARDS: readonly Shipped<Dashboard>[] = [
  { item: clusterOverview },
  { item: nodeDashboard },
  { item: workloadsDashboard },
  { item: podDashboard },
  { item: jobsDashboard },
  { item: volumesDashboard },
  { item: controlPlaneDashboard },
  { item: ingressDashboard },
  { item: certificatesDashboard, needs: ["cert-manager"] },
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

/** By what a client has, which dashboards it gets. */
export type DashboardScope = AlertScope;

/** Those that mean something to a client: alike for all, and made of what its config says. */
export function dashboardsFor({
  components,
  pools = [],
  slos = [],
  managedTokens,
}: DashboardScope): readonly Dashboard[] {
  return [
    platformOverview(slos),
    ...shippedFor(DASHBOARDS, components),
    ...(components.includes("mimir") ? [mimirDashboard()] : []),
    ...exportersDashboards(components),
    capacityDashboard(pools),
    ...(slos.length === 0 ? [] : [sloDashboard(slos)]),
    ...(managedTokens === undefined ? [] : tokensDashboards(managedTokens)),
  ];
}

/** Loaded by those who have it: most have not. */
function mimirDashboard(): Dashboard {
  const { mimirDashboard: made } = require("./mimir") as typeof import("./mimir");
  return made;
}

/** Loaded by those who have promised something: not all have. */
function sloDashboard(slos: NonNullable<DashboardScope["slos"]>): Dashboard {
  const { sloDashboard: make } = require("./slos") as typeof import("./slos");
  return make(slos);
}

/** Loaded by those who have the service: most have not. */
function tokensDashboards(scope: NonNullable<DashboardScope["managedTokens"]>): readonly Dashboard[] {
  const { managedTokensDashboards } = require("./managed-tokens") as typeof import("./managed-tokens");
  return managedTokensDashboards(scope);
}
