import { type Finding, finding } from "./finding";
import { GRID_COLUMNS, type GridPos, overlaps } from "./layout";
import { record, type Unread } from "./read";
import { type PlacedPanel, placedPanels } from "./walk";

/** Panels that lie on each other, or outside of the grid: Grafana moves them, and nobody sees what was meant. */
export function checkPlaces(path: string, model: Unread): readonly Finding[] {
  const placed: { readonly panel: PlacedPanel; readonly place: GridPos }[] = [];
  return placedPanels(path, model).flatMap((panel) => {
    const spot = { ...panel, at: [...panel.at, "gridPos"] };
    const place = placeOf(panel.value);
    if (place === undefined) {
      const got = JSON.stringify(panel.value.gridPos ?? null);
      return [finding("panel-overlap", spot, `got gridPos ${got}, must lie in ${GRID_COLUMNS} columns`)];
    }
    // Panels inside a folded row have places of their own, which count once it is open.
    const other = placed.find((earlier) => earlier.panel.group === panel.group && overlaps(earlier.place, place));
    placed.push({ panel, place });
    return other === undefined ? [] : [finding("panel-overlap", spot, `got a place that overlaps ${other.panel.path}`)];
  });
}

/** Where a panel lies, if it lies in the grid. */
export function placeOf(panel: Unread): GridPos | undefined {
  const { x, y, w, h } = record(panel.gridPos);
  if (typeof x !== "number" || typeof y !== "number" || typeof w !== "number" || typeof h !== "number")
    return undefined;
  const inside = x >= 0 && y >= 0 && w >= 1 && h >= 1 && x + w <= GRID_COLUMNS;
  return inside ? { x, y, w, h } : undefined;
}
