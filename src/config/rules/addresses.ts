import type { Finding } from "../explain/finding";
import { defineRule } from "./rule";

/** Addresses go into plans and states as they are, so they hold no password. */
export const addresses = defineRule({
  needs: ["backend", "loki", "tracing", "charts"],
  check({ backend, loki, tracing, charts }) {
    const endpoint = backend.type === "s3" ? backend.endpoint : undefined;
    return [
      ...withoutPassword(["backend", "endpoint"], endpoint),
      ...withoutPassword(["loki", "endpoint"], loki.endpoint),
      ...withoutPassword(["tracing", "endpoint"], tracing?.endpoint),
      ...withoutPassword(["charts", "mirror"], charts.mirror),
    ];
  },
});

function withoutPassword(path: readonly string[], address: string | undefined): Finding[] {
  if (address === undefined || !/^[a-z]+:\/\/[^/]*@/.test(address)) return [];
  return [{ path, message: "got an address with a user or password in it, must be one without" }];
}
