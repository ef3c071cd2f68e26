import { createHash } from "node:crypto";
import type { ClientConfig } from "../src/config";
import { checkDashboards } from "../src/dashboard";
import type { JsonPath } from "../src/dashboard/finding";
import { loadOwnDashboards, type OwnDashboard } from "../src/dashboard/own";
import { withoutIgnored } from "../src/lint";
import type { Position, Problem } from "../src/problem";
import { platformOf, renderedFor } from "./check-shipped";
import { dashboardContext, knownDatasources } from "./dashboard-context";
import type { GrafanaFile } from "./shipped-files";

/** What a config asks for, loaded and held against all the rest of its Grafana. */
export interface OwnDashboards {
  readonly dashboards: readonly OwnDashboard[];
  readonly problems: readonly Problem[];
}

export interface OwnDashboardOptions {
  /** Where the config names each. */
  readonly locate: (path: JsonPath) => Position | undefined;
  readonly allowTypeScript: boolean;
}

/** The dashboards of a client's own, and all that is wrong with them. */
export async function ownDashboards(config: ClientConfig, options: OwnDashboardOptions): Promise<OwnDashboards> {
  const wanted = config.dashboards.map((entry, index) => ({
    ...(typeof entry === "string" ? { file: entry } : entry),
    at: options.locate(["dashboards", index]),
    path: `dashboards[${index}]`,
  }));
  const { dashboards, problems } = await loadOwnDashboards(wanted, {
    context: dashboardContext(config),
    datasources: knownDatasources(config),
    allowTypeScript: options.allowTypeScript,
  });
  return { dashboards, problems: [...problems, ...checked(config, dashboards)] };
}

function checked(config: ClientConfig, dashboards: readonly OwnDashboard[]): readonly Problem[] {
  if (dashboards.length === 0) return [];
  const all = [
    ...renderedFor(config).map((one) => ({ ...one, proved: true })),
    ...dashboards.map((one) => ({ ...one, own: true })),
  ];
  const found = checkDashboards(all, knownDatasources(config), platformOf(config));
  return dashboards.reduce<readonly Problem[]>((left, { uid, ignore, path }) => {
    const own = ignore.map((one) => ({ ...one, dashboard: uid }));
    return withoutIgnored(left, own, `${path}.ignore`);
  }, found);
}

/** The files that Grafana's sidecar collects. */
export function ownFiles(dashboards: readonly OwnDashboard[]): readonly GrafanaFile[] {
  return dashboards.map(({ uid, folder, json }) => ({
    kind: "dashboards",
    name: resourceName(uid),
    folder,
    content: json,
    proved: true,
  }));
}

/** A name for a ConfigMap: a uid may hold letters that Kubernetes does not take. */
function resourceName(uid: string): string {
  if (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(uid)) return uid;
  const hash = createHash("sha256").update(uid).digest("hex").slice(0, 8);
  return `${uid
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")}-${hash}`.replace(/^-/, "");
}
