import type { Problem } from "../problem";
import type { GridPos } from "./layout";
import { GRID_COLUMNS, overlaps } from "./layout";
import type { Unread } from "./read";
import { isRecord, record, records, text } from "./read";

/** Panels without a query of their own. */
const WITHOUT_TARGETS: ReadonlySet<string> = new Set(["row", "text", "news", "dashlist", "alertlist", "welcome"]);

/** Panels that say all by themselves. */
const WITHOUT_DESCRIPTION: ReadonlySet<string> = new Set(["row", "text"]);

/** Panels whose values have no unit. */
const WITHOUT_UNIT: ReadonlySet<string> = new Set([...WITHOUT_TARGETS, "logs", "traces", "nodeGraph"]);

/** Every panel alone, and all of them against each other. */
export function checkPanels(path: string, model: Unread): readonly Problem[] {
  const outer = records(model.panels);
  const inner = outer.map((panel) => records(panel.panels));
  const all = [...outer, ...inner.flat()];
  return [
    ...(all.length === 0 ? [{ path: `${path}.panels`, message: "got none, must have at least one" }] : []),
    ...all.flatMap((panel) => checkPanel(path, panel)),
    ...checkIds(path, all),
    // Panels inside a folded row have places of their own, which count once it is open.
    ...[outer, ...inner].flatMap((panels) => checkPlaces(path, panels)),
  ];
}

/** How a message names a panel. */
export function panelPath(path: string, panel: Unread): string {
  return `${path}.panels[${text(panel.title) || String(panel.id)}]`;
}

function checkPanel(path: string, panel: Unread): readonly Problem[] {
  const type = text(panel.type);
  const defaults = record(record(panel.fieldConfig).defaults);
  const targets = records(panel.targets);
  const faults: readonly (readonly [boolean, string])[] = [
    [
      isRecord(panel.libraryPanel),
      "got a library panel, which file provisioning cannot load: put its model in its place",
    ],
    [!WITHOUT_DESCRIPTION.has(type) && text(panel.title).trim() === "", "got an empty title, must have one"],
    [
      !WITHOUT_DESCRIPTION.has(type) && text(panel.description).trim() === "",
      "got no description, must say what it shows and what a bad value means",
    ],
    [
      !WITHOUT_UNIT.has(type) && !isOfTraces(panel) && text(defaults.unit) === "",
      "got no unit, must have one (none is one)",
    ],
    [!WITHOUT_TARGETS.has(type) && targets.length === 0, "got no query, must have at least one"],
  ];
  const own = panelPath(path, panel);
  return faults.flatMap(([fault, message]) => (fault ? [{ path: own, message }] : []));
}

/** A table of traces: Tempo gives each of its columns a unit. */
function isOfTraces(panel: Unread): boolean {
  return text(record(panel.datasource).type) === "tempo";
}

function checkIds(path: string, panels: readonly Unread[]): readonly Problem[] {
  const seen = new Set<unknown>();
  return panels.flatMap((panel) => {
    const { id } = panel;
    const own = panelPath(path, panel);
    if (typeof id !== "number" || !Number.isInteger(id) || id < 1) {
      return [{ path: own, message: `got id ${JSON.stringify(id ?? null)}, must be a positive integer` }];
    }
    if (seen.has(id)) return [{ path: own, message: `got id ${id}, which another panel has: must be unique` }];
    seen.add(id);
    return [];
  });
}

function checkPlaces(path: string, panels: readonly Unread[]): readonly Problem[] {
  const placed: { readonly panel: Unread; readonly place: GridPos }[] = [];
  const problems: Problem[] = [];
  for (const panel of panels) {
    const place = placeOf(panel);
    const own = panelPath(path, panel);
    if (place === undefined) {
      problems.push({
        path: own,
        message: `got gridPos ${JSON.stringify(panel.gridPos ?? null)}, must lie in ${GRID_COLUMNS} columns`,
      });
      continue;
    }
    const other = placed.find((earlier) => overlaps(earlier.place, place));
    if (other !== undefined)
      problems.push({ path: own, message: `got a place that overlaps ${panelPath(path, other.panel)}` });
    placed.push({ panel, place });
  }
  return problems;
}

function placeOf(panel: Unread): GridPos | undefined {
  const { x, y, w, h } = record(panel.gridPos);
  if (typeof x !== "number" || typeof y !== "number" || typeof w !== "number" || typeof h !== "number")
    return undefined;
  const inside = x >= 0 && y >= 0 && w >= 1 && h >= 1 && x + w <= GRID_COLUMNS;
  return inside ? { x, y, w, h } : undefined;
}
