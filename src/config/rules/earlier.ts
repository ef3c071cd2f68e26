/** For each item the first one before it that has the same key, in one walk: lists may be long. */
export function earlierAlike<T>(items: readonly T[], key: (item: T) => string | undefined): readonly (T | undefined)[] {
  const first = new Map<string, T>();
  return items.map((item) => {
    const own = key(item);
    if (own === undefined) return undefined;
    const earlier = first.get(own);
    if (earlier === undefined) first.set(own, item);
    return earlier;
  });
}
