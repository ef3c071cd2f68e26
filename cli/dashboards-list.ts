import { record, records, text } from "../src/dashboard/read";
import type { LoadOptions } from "./clients";
import { gatherDashboards, type SourcedDashboard } from "./dashboards-site";
import { EXIT } from "./exit";
import { hasErrors, report } from "./report";
import { table } from "./table";

export interface DashboardsListOptions extends LoadOptions {
  readonly format: "human" | "json";
}

/** Prints what dashboards there are: shipped ones, and a client's own. */
export async function dashboardsList(files: readonly string[], options: DashboardsListOptions): Promise<number> {
  const { dashboards, problems } = await gatherDashboards(files, options);
  process.stderr.write(report(problems, "human"));
  const lines = dashboards.map(line);
  const shown =
    options.format === "json"
      ? JSON.stringify(lines, undefined, 2)
      : table(lines.map(({ uid, folder, title, panels, source }) => [uid, folder, title, `${panels} panels`, source]));
  process.stdout.write(`${shown}\n`);
  return hasErrors(problems) ? EXIT.problems : EXIT.fine;
}

function line({ json, folder, source }: SourcedDashboard) {
  const model = record(JSON.parse(json));
  const outer = records(model.panels);
  const panels = [...outer, ...outer.flatMap((panel) => records(panel.panels))].filter(({ type }) => type !== "row");
  return {
    uid: text(model.uid),
    folder,
    title: text(model.title),
    description: text(model.description),
    panels: panels.length,
    source,
  };
}
