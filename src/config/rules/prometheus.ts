import { durationSeconds, quantityBytes } from "../../quantity";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import { defineRule } from "./rule";

/** Grafana takes rule intervals in steps of its scheduler, 10 seconds. */
const STEP = 10;

/** Fewer series than any platform of ours has: its own programs and the kubelets of two nodes give more. */
const FEWEST_SERIES = 10_000;

/** Bytes that a sample takes on disk: Prometheus' documentation says 1 to 2. */
const SAMPLE_BYTES = 1.5;

/** Share of the volume that samples may fill, as constructs/prometheus has it. */
const FILL = 0.8;

const DAY = 86_400;
const GIBIBYTE = 2 ** 30;

/** A retention by time that the one by size would always cut short. */
export const prometheusRetention = defineRule({
  needs: ["prometheus"],
  check({ prometheus: { retention, volume, scrapeInterval } }): Finding[] {
    const perSecond = (FEWEST_SERIES * SAMPLE_BYTES) / durationSeconds(scrapeInterval);
    const holds = (quantityBytes(volume) * FILL) / perSecond;
    if (durationSeconds(retention) <= holds) return [];
    const needed = Math.ceil((durationSeconds(retention) * perSecond) / FILL / GIBIBYTE);
    const path = ["prometheus", "retention"];
    const message = `got "${retention}", which is more than its volume of ${volume} holds: with no more than ${FEWEST_SERIES} series it is full after ${Math.floor(holds / DAY)}d, and the oldest samples go`;
    return [{ path, message, fix: nest(["prometheus", "volume"], `${needed}Gi`) }];
  },
});

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
