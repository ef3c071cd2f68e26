import { quantityBytes } from "../../src/quantity";
import type { LogDestination } from "../loki";
import type { Block } from "./river";
import { goDuration } from "./stages";

/** How logs are sent, and what happens while Loki is away. */
export interface LogPush {
  /** Logs of one request at most. */
  readonly batchSize: string;
  /** How long a request waits until it is full. */
  readonly batchWait: string;
  /** Longest wait between two attempts. */
  readonly maxBackoff: string;
  /** Attempts before a request is given up. */
  readonly retries: number;
}

/** Almost an hour of retries: a store that is moved to another node comes back sooner. */
const DEFAULT: LogPush = { batchSize: "1Mi", batchWait: "1s", maxBackoff: "5m", retries: 20 };

/** The component that sends to Loki. */
export const LOKI = "loki.write.default";

export function write({ push, tenant }: LogDestination, how: LogPush = DEFAULT): Block {
  return {
    name: "loki.write",
    label: "default",
    blocks: [
      {
        name: "endpoint",
        attributes: {
          url: push.url,
          tenant_id: tenant,
          batch_size: `${quantityBytes(how.batchSize)}B`,
          batch_wait: goDuration(how.batchWait),
          max_backoff_period: goDuration(how.maxBackoff),
          max_backoff_retries: how.retries,
        },
      },
    ],
  };
}
