import { distance } from "fastest-levenshtein";

/** The known names that are most like a given one, best first. */
export function nearest(name: string, known: readonly string[], count: number): string[] {
  return [...known].sort((a, b) => unlike(name, a) - unlike(name, b) || (a < b ? -1 : 1)).slice(0, count);
}

/** The name that was likely meant: close in spelling, or the same word with more around it. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  const [best] = nearest(name, known, 1);
  return best !== undefined && unlike(name, best) <= Math.max(1, Math.floor(name.length / 3)) ? best : undefined;
}

function unlike(name: string, candidate: string): number {
  const [a, b] = [plain(name), plain(candidate)];
  if (a === b) return 0;
  // `pushgateway` for `prometheus-pushgateway`: a tail of the name is closer than any respelling.
  if (a.length > 3 && (b.endsWith(a) || a.endsWith(b))) return 1;
  return distance(a, b);
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
