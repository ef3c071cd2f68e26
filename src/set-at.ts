/** Puts a value at a path such as `server.resources`, and makes the maps on the way. */
export function setAt(values: Record<string, unknown>, path: string, leaf: unknown): void {
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  const parent = keys.reduce<Record<string, unknown>>((inner, key) => {
    inner[key] ??= {};
    return inner[key] as Record<string, unknown>;
  }, values);
  parent[last] = leaf;
}
