import { bottomOf, GRID_COLUMNS, placeOnShelves, type Size } from "../layout";
import { isRecord, records, text, type Unread } from "../read";

/** Columns of the grid before Grafana 5. */
const OLD_COLUMNS = 12;

/** Pixels of a row of the grid, the gap between two included. */
const ROW_PIXELS = 38;

/** What a row had where nothing is written, in pixels; less than the minimum nothing had. */
const ROW_HEIGHT = 250;
const MIN_HEIGHT = 90;

/** Span of a panel where none is written. */
const SPAN = 4;

/** A dashboard of before Grafana 5, whose panels stand in rows, with places on the grid as Grafana gives them. */
export function withGrid(model: Unread): Unread {
  if (Array.isArray(model.panels) || !Array.isArray(model.rows)) return model;
  const { rows: _, ...rest } = model;
  const rows = records(model.rows);
  const headed = rows.some(
    ({ collapse, showTitle, repeat }) => collapse === true || showTitle === true || Boolean(repeat),
  );
  let top = 0;
  const panels = rows.flatMap((row) => {
    const below = headed ? top + 1 : top;
    const own = records(row.panels);
    const places = placeOnShelves(
      own.map((panel) => sizeOf(panel, row)),
      below,
    );
    const placed = own.map(({ span: _, height: __, ...panel }, index) => ({ ...panel, gridPos: places[index] }));
    const folded = headed && row.collapse === true;
    const heading = headed ? [headingOf(row, top, folded ? placed : [])] : [];
    top = folded ? below : bottomOf(places, below);
    return folded ? heading : [...heading, ...placed];
  });
  return { ...rest, panels };
}

function sizeOf(panel: Unread, row: Unread): Size {
  const span = typeof panel.span === "number" ? panel.span : SPAN;
  const w = Math.max(1, Math.floor(span) * (GRID_COLUMNS / OLD_COLUMNS));
  return { w: Math.min(GRID_COLUMNS, w), h: gridHeight(panel.height ?? row.height) };
}

function gridHeight(height: unknown): number {
  const pixels = typeof height === "number" ? height : Number.parseInt(text(height), 10) || ROW_HEIGHT;
  return Math.ceil(Math.max(MIN_HEIGHT, pixels) / ROW_PIXELS);
}

function headingOf({ title, collapse, repeat }: Unread, y: number, panels: readonly Unread[]): Unread {
  return {
    type: "row",
    title: text(title),
    collapsed: collapse === true,
    ...(isRecord(repeat) || text(repeat) === "" ? {} : { repeat }),
    gridPos: { x: 0, y, w: GRID_COLUMNS, h: 1 },
    panels,
  };
}
