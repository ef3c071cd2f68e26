import { durationSeconds } from "../../quantity";
import { nest } from "../explain/path";
import { defineRule } from "./rule";

const HOUR = 3600;
const DAY = 86_400;

/** The compactor deletes by the hour, and refuses less than a day. */
export const lokiRetention = defineRule({
  needs: ["loki"],
  check({ loki }) {
    const path = ["loki", "retention"];
    const seconds = durationSeconds(loki.retention);
    if (seconds < DAY)
      return [{ path, message: `got "${loki.retention}", must be at least 24h`, fix: nest(path, "24h") }];
    if (seconds % HOUR === 0) return [];
    const hours = Math.ceil(seconds / HOUR);
    return [
      {
        path,
        message: `got "${loki.retention}", must be whole hours, such as ${hours}h`,
        fix: nest(path, `${hours}h`),
      },
    ];
  },
});
