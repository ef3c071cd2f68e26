import type { Annotation } from "./annotation";
import { type Dashboard, expressionsOf, type Row } from "./dashboard";
import type { DashboardContext, DatasourceName } from "./datasource";
import { isSignalPanel, type Panel } from "./panel";
import { promql } from "./query";

/** Alerts that Prometheus evaluates. */
const FIRING: Annotation = {
  name: "Alerts firing",
  query: promql`ALERTS{alertstate="firing"}`,
  title: "{{alertname}}",
  text: "{{severity}}",
  tags: ["severity"],
  severity: "critical",
};

/** A dashboard as it is of use where it goes: without what asks programs or datasources that are not there. */
export function fitting(dashboard: Dashboard, context: DashboardContext): Dashboard {
  const runs = ({ needs = [] }: Pick<Row, "needs">) =>
    needs.every((component) => context.components?.includes(component) ?? true);
  const answers = (name: DatasourceName) => context[name] !== undefined;
  const leads = (link: { readonly dashboard: string }) => context.dashboards?.includes(link.dashboard) ?? true;
  const panels = (row: Row) =>
    row.panels
      .filter((panel) => runs(panel) && expressionsOf(panel).every(({ datasource }) => answers(datasource)))
      .map((panel) => withLinks(panel, leads));
  return {
    ...dashboard,
    links: dashboard.links.filter(leads),
    annotations: [...(context.alertEngine === "prometheus" ? [FIRING] : []), ...dashboard.annotations].filter(
      ({ query }) => answers(query.datasource),
    ),
    rows: dashboard.rows
      .filter(runs)
      .map((row) => ({ ...row, panels: panels(row) }))
      .filter((row) => row.panels.length > 0),
  };
}

function withLinks(panel: Panel, leads: (link: { readonly dashboard: string }) => boolean): Panel {
  if (!isSignalPanel(panel) || panel.kind === "heatmap" || panel.links === undefined) return panel;
  return { ...panel, links: panel.links.filter(leads) };
}
