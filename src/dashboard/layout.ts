/** Columns of Grafana's grid. */
export const GRID_COLUMNS = 24;

/** Size in columns and rows of the grid. */
export interface Size {
  readonly w: number;
  readonly h: number;
}

/** Grafana's `gridPos`. */
export interface GridPos extends Size {
  readonly x: number;
  readonly y: number;
}

/** Places boxes from left to right in the given order, a new shelf below the highest of the last where a box does not fit. */
export function placeOnShelves(sizes: readonly Size[], top: number): readonly GridPos[] {
  let x = 0;
  let y = top;
  let shelfHeight = 0;
  return sizes.map(({ w, h }) => {
    if (x + w > GRID_COLUMNS) {
      x = 0;
      y += shelfHeight;
      shelfHeight = 0;
    }
    const place = { x, y, w, h };
    x += w;
    shelfHeight = Math.max(shelfHeight, h);
    return place;
  });
}

/** First free row below all of the places. */
export function bottomOf(places: readonly GridPos[], top: number): number {
  return places.reduce((bottom, { y, h }) => Math.max(bottom, y + h), top);
}

export function overlaps(a: GridPos, b: GridPos): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
