/** Day on which a minor version of Kubernetes got its last fixes, as of this release: a table, no clock. */
const END_OF_LIFE: Readonly<Record<string, string>> = {
  "1.28": "2024-10-22",
  "1.29": "2025-02-28",
  "1.30": "2025-07-15",
  "1.31": "2025-11-11",
  "1.32": "2026-02-28",
  "1.33": "2026-06-28",
  "1.34": "2026-10-27",
};

const OLDEST = 28;

/** A minor version that is good to start with: DigitalOcean has had it since the summer of 2026, and it gets fixes until 2027-06-28. */
export const NEWEST_MINOR = "1.36";

/** When fixes for a minor version ended, in words; undefined while it gets them. */
export function endOfLife(minor: string): string | undefined {
  if (Number(minor.split(".")[1]) < OLDEST) return `before ${END_OF_LIFE[`1.${OLDEST}`]}`;
  const day = END_OF_LIFE[minor];
  return day && `on ${day}`;
}

export function isEndOfLife(minor: string): boolean {
  return endOfLife(minor) !== undefined;
}
