const BYTES: Readonly<Record<string, number>> = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400, w: 604800 };

/**
 * Bytes of a quantity such as `8Gi`.
 *
 * @throws Error when it is not a whole number with one of Ki, Mi, Gi, Ti.
 */
export function quantityBytes(quantity: string): number {
  return measure(quantity, /^([1-9][0-9]*)(Ki|Mi|Gi|Ti)$/, BYTES, "8Gi");
}

/**
 * Seconds of a duration such as `15d`.
 *
 * @throws Error when it is not a whole number with one of s, m, h, d, w.
 */
export function durationSeconds(duration: string): number {
  return measure(duration, /^([1-9][0-9]*)(s|m|h|d|w)$/, SECONDS, "15d");
}

/** A duration in its largest unit that leaves no rest, up to days: 5400 is `90m`. */
export function durationText(seconds: number): string {
  const unit = (["d", "h", "m"] as const).find((one) => seconds % (SECONDS[one] ?? 1) === 0) ?? "s";
  return `${seconds / (SECONDS[unit] ?? 1)}${unit}`;
}

function measure(text: string, pattern: RegExp, units: Readonly<Record<string, number>>, example: string): number {
  const [, number, unit] = pattern.exec(text) ?? [];
  if (number === undefined || unit === undefined)
    throw new Error(`got "${text}", must be a whole number with a unit, such as ${example}`);
  return Number(number) * (units[unit] as number);
}

/** Seconds of a duration of one or more units, such as `90s`, `1h30m`, `7d`; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  if (!/^(?:\d+[smhdw])+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+)([smhdw])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (SECONDS[unit ?? ""] ?? 0), 0);
}
