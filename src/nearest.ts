import { distance } from "fastest-levenshtein";

/** The known names that are most like a given one, best first. */
export function nearest(name: string, known: readonly string[], count: number): string[] {
  const given = plain(name);
  return known
    .map((candidate) => ({ candidate, unlike: unlike(given, plain(candidate)) }))
    .sort((a, b) => a.unlike - b.unlike || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** The name that was likely meant: close in spelling, or the same word with more around it. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(name.length / 3));
  const given = plain(name);
  const close = known.filter((candidate) => mayBeWithin(given, plain(candidate), limit));
  const [best] = nearest(name, close, 1);
  return best !== undefined && unlike(given, plain(best)) <= limit ? best : undefined;
}

/** Names that differ in length by more are further apart, unless one is the tail of the other. */
function mayBeWithin(a: string, b: string, limit: number): boolean {
  return Math.abs(a.length - b.length) <= limit || isTail(a, b);
}

function unlike(a: string, b: string): number {
  if (a === b) return 0;
  // `pushgateway` for `prometheus-pushgateway`: a tail of the name is closer than any respelling.
  return isTail(a, b) ? 1 : distance(a, b);
}

function isTail(a: string, b: string): boolean {
  return a.length > 3 && (b.endsWith(a) || a.endsWith(b));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
