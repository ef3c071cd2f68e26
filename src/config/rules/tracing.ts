import { durationSeconds } from "../../quantity";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import { defineRule } from "./rule";

const HOUR = 3600;

/** The compactor deletes by the hour; sampling that keeps nothing is no tracing. */
export const tracingLimits = defineRule({
  needs: ["tracing"],
  check({ tracing }): Finding[] {
    if (tracing === undefined) return [];
    const { retention, sampling } = tracing;
    const hours = Math.ceil(durationSeconds(retention) / HOUR);
    return [
      ...(durationSeconds(retention) % HOUR === 0
        ? []
        : [
            {
              path: ["tracing", "retention"],
              message: `got "${retention}", must be whole hours, such as ${hours}h`,
              fix: nest(["tracing", "retention"], `${hours}h`),
            },
          ]),
      ...(sampling !== undefined && !sampling.errors && sampling.share === 0 && sampling.slowerThan === undefined
        ? [
            {
              path: ["tracing", "sampling"],
              message: "keeps no trace at all, must keep errors, slow ones, or a share",
              fix: nest(["tracing", "sampling", "share"], 10),
            },
          ]
        : []),
    ];
  },
});
