import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GRID_COLUMNS, overlaps, placeOnShelves } from "../../src/dashboard";
import { bottomOf } from "../../src/dashboard/layout";

const size = fc.record({ w: fc.integer({ min: 1, max: GRID_COLUMNS }), h: fc.integer({ min: 1, max: 20 }) });

describe("placeOnShelves", () => {
  it("goes from left to right and opens a new shelf below the highest box", () => {
    const sizes = [
      { w: 12, h: 8 },
      { w: 8, h: 10 },
      { w: 8, h: 4 },
    ];
    expect(placeOnShelves(sizes, 3)).toEqual([
      { x: 0, y: 3, w: 12, h: 8 },
      { x: 12, y: 3, w: 8, h: 10 },
      { x: 0, y: 13, w: 8, h: 4 },
    ]);
  });

  it("never overlaps, never leaves the grid, keeps every size and the order", () => {
    fc.assert(
      fc.property(fc.array(size, { maxLength: 40 }), fc.nat(100), (sizes, top) => {
        const places = placeOnShelves(sizes, top);
        expect(places.map(({ w, h }) => ({ w, h }))).toEqual(sizes);
        for (const [index, place] of places.entries()) {
          expect(place.x >= 0 && place.x + place.w <= GRID_COLUMNS && place.y >= top).toBe(true);
          expect(places.slice(0, index).some((other) => overlaps(other, place))).toBe(false);
          const before = places[index - 1];
          if (before !== undefined) expect(place.y > before.y || place.x > before.x).toBe(true);
        }
      }),
    );
  });
});

describe("bottomOf", () => {
  it("is below the lowest end, or the top when there is nothing", () => {
    expect(
      bottomOf(
        [
          { x: 0, y: 2, w: 1, h: 9 },
          { x: 1, y: 5, w: 1, h: 2 },
        ],
        0,
      ),
    ).toBe(11);
    expect(bottomOf([], 7)).toBe(7);
  });
});
