import { html } from "../../html";
import { placeOf } from "../check-places";
import { GRID_COLUMNS, type GridPos } from "../layout";
import { record, records, text, type Unread } from "../read";
import { queriesOf, valuesOf } from "./panel-parts";

/** The panels of a dashboard where Grafana puts them; folded rows can be opened. */
export function gridOf(panels: readonly Unread[]): string {
  const sorted = [...panels].sort((a, b) => placed(a).y - placed(b).y || placed(a).x - placed(b).x);
  const parts: string[] = [];
  let open: Unread[] = [];
  const close = () => {
    if (open.length > 0) parts.push(shelf(open));
    open = [];
  };
  for (const panel of sorted) {
    if (panel.type !== "row" || panel.collapsed !== true) {
      open.push(panel);
      continue;
    }
    close();
    parts.push(foldedRow(panel));
  }
  close();
  return parts.join("\n");
}

function foldedRow(row: Unread): string {
  const inside = records(row.panels);
  const count = `${inside.length} ${inside.length === 1 ? "panel" : "panels"}`;
  return `<details><summary>${html(text(row.title))} <span class="faint">(${count})</span></summary>\n${shelf(inside)}\n</details>`;
}

/** Panels on a grid of their own, which begins with the highest of them. */
function shelf(panels: readonly Unread[]): string {
  if (panels.length === 0) return "";
  const top = Math.min(...panels.map((panel) => placed(panel).y));
  return `<div class="grid">\n${panels.map((panel) => box(panel, top)).join("\n")}\n</div>`;
}

/** Where a panel lies; one without a place takes a line. */
function placed(panel: Unread): GridPos {
  return placeOf(panel) ?? { x: 0, y: 0, w: GRID_COLUMNS, h: 1 };
}

function box(panel: Unread, top: number): string {
  const { x, y, w, h } = placed(panel);
  const style = `grid-column: ${x + 1} / span ${w}; grid-row: ${y - top + 1} / span ${h}`;
  const title = html(text(panel.title) || "(no title)");
  if (panel.type === "row") return `<div class="row" style="${style}">${title}</div>`;
  const description = html(text(panel.description));
  return `<section class="panel" style="${style}"><a href="#panel-${Number(panel.id)}" title="${description}">${title}</a><div>${contents(panel)}</div></section>`;
}

function contents(panel: Unread): string {
  if (panel.type === "text") return html(text(record(panel.options).content));
  const { unit, chips } = valuesOf(panel);
  const facts = [text(panel.type), ...(unit === "" ? [] : [unit])].map(html).join(" &middot; ");
  const queries = queriesOf(panel).map(
    ({ legend, query }) => `<pre>${html(legend === "" ? query : `${legend}: ${query}`)}</pre>`,
  );
  return `${facts}<br>${chips.join("")}${queries.join("")}`;
}
