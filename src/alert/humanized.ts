/** Whole seconds as `humanizeDuration` of Prometheus and Grafana writes them: for what a test expects. */
export function humanized(seconds: number): string {
  if (seconds < 60) return `${seconds}s`;
  const units = [
    [86_400, "d"],
    [3600, "h"],
    [60, "m"],
  ] as const;
  const first = units.findIndex(([size]) => seconds >= size);
  const parts = units.slice(first).map(([size, unit], index) => {
    const largest = units[first + index - 1]?.[0] ?? Number.POSITIVE_INFINITY;
    const rest = index === 0 ? seconds : seconds % largest;
    return `${Math.floor(rest / size)}${unit}`;
  });
  return [...parts, `${seconds % 60}s`].join(" ");
}
