import { html, page } from "../../html";
import type { RenderedDashboard } from "../check";
import { record, records, text, type Unread } from "../read";
import { dashboardPage } from "./page";
import { STYLE } from "./style";

interface Previewed {
  readonly file: string;
  readonly folder: string;
  readonly model: Unread;
}

/** A page for each dashboard and one that lists them, by file name. */
export function previewPages(dashboards: readonly RenderedDashboard[]): readonly (readonly [string, string])[] {
  const all = named(dashboards);
  return [
    ["index.html", indexPage(all)],
    ...all.map(({ file, folder, model }) => [file, dashboardPage(model, folder)] as const),
  ];
}

/** Names of files by uid; one that says nothing, or that is taken, by number. */
function named(dashboards: readonly RenderedDashboard[]): readonly Previewed[] {
  const taken = new Set(["index"]);
  return dashboards.map(({ json, folder }, index) => {
    const model = record(JSON.parse(json));
    const uid = text(model.uid);
    const good = /^[\w-]{1,40}$/.test(uid) && !taken.has(uid.toLowerCase());
    const name = good ? uid : `dashboard-${index + 1}`;
    taken.add(name.toLowerCase());
    return { file: `${name}.html`, folder, model };
  });
}

function indexPage(all: readonly Previewed[]): string {
  const folders = [...new Set(all.map(({ folder }) => folder))].sort();
  const sections = folders.map((folder) => {
    const rows = all.filter((one) => one.folder === folder).map(line);
    return `<h2>${html(folder)}</h2>\n<table>${rows.join("\n")}</table>`;
  });
  return page("Dashboards", STYLE, `<h1>Dashboards</h1>\n${sections.join("\n")}`);
}

function line({ file, model }: Previewed): string {
  const panels = records(model.panels).flatMap((panel) => [panel, ...records(panel.panels)]);
  const count = panels.filter(({ type }) => type !== "row").length;
  const title = html(text(model.title));
  return `<tr><td><a href="${html(file)}">${title}</a></td><td>${html(text(model.description))}</td><td class="faint">${count} panels</td></tr>`;
}
