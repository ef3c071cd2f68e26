/** Kubernetes stores 1 MiB in one ConfigMap or Secret; names, labels and annotations beside the data need some of it. */
export const MOST_STORED = 1024 * 1024 - 8 * 1024;

/** Bytes of the data of one ConfigMap, as Kubernetes counts them: without the keys. */
export function storedBytes(data: Readonly<Record<string, string>>): number {
  return Object.values(data).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

/**
 * What is said of more than Kubernetes stores in one object; undefined of what fits.
 * @param what What is so large, such as `a file`.
 * @param wayOut What there should be less of.
 */
export function tooLarge(what: string, bytes: number, wayOut: string): string | undefined {
  if (bytes <= MOST_STORED) return undefined;
  return `got ${what} of ${bytes} bytes, must be at most ${MOST_STORED}, which is what Kubernetes stores in one object: ${wayOut}`;
}
