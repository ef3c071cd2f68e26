import { durationSeconds, quantityBytes } from "../../quantity";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import { defineRule } from "./rule";

/** Grafana takes rule intervals in steps of its scheduler, 10 seconds. */
const STEP = 10;

/** Bounds within which Prometheus works: a block is two hours, a series goes stale after five minutes. */
export const prometheusLimits = defineRule({
  needs: ["prometheus"],
  check({ prometheus: { retention, volume, scrapeInterval } }) {
    const seconds = durationSeconds(scrapeInterval);
    return [
      ...limit("retention", retention, durationSeconds(retention) >= 7200, "must be at least 2h, one block", "2h"),
      ...limit("volume", volume, quantityBytes(volume) >= quantityBytes("2Gi"), "must be at least 2Gi", "2Gi"),
      ...limit(
        "scrapeInterval",
        scrapeInterval,
        seconds <= 120,
        "must be at most 2m: a series goes stale after 5m, and one missed scrape must not do that",
        "2m",
      ),
      ...limit(
        "scrapeInterval",
        scrapeInterval,
        seconds % STEP === 0,
        "must be a multiple of 10s, as Grafana's rule intervals are",
        `${Math.max(STEP, Math.round(seconds / STEP) * STEP)}s`,
      ),
    ];
  },
});

function limit(key: string, value: string, ok: boolean, must: string, fix: string): Finding[] {
  const path = ["prometheus", key];
  return ok ? [] : [{ path, message: `got "${value}", ${must}`, fix: nest(path, fix) }];
}
