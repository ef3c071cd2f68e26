import { createHash } from "node:crypto";

/** Id of a panel, from its key alone: it survives a new order of panels, and an alert can name it without the dashboard at hand. */
export function panelId(key: string): number {
  // 31 bits: Grafana reads ids as positive signed integers, and 0 is no id.
  return createHash("sha256").update(key).digest().readUInt32BE(0) >>> 1 || 1;
}
