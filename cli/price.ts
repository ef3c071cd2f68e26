/** Dollars as people write them: 12, or 2.50. */
export function price(dollars: number): string {
  return Number.isInteger(dollars) ? String(dollars) : dollars.toFixed(2);
}
