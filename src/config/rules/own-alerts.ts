import type { Finding } from "../explain/finding";
import { defineRule } from "./rule";

/** Only a file can name another one: what a program hands over holds the groups themselves. */
export const ownAlertFiles = defineRule({
  needs: ["alerts"],
  check({ alerts: { rules, ledger } }) {
    const named: readonly (readonly [Finding["path"], unknown])[] = [
      ...rules.map((rule, index) => [["alerts", "rules", index], rule] as const),
      [["alerts", "ledger"], ledger],
    ];
    return named.flatMap(([path, value]) =>
      typeof value === "string"
        ? [{ path, message: `got "${value}", which only a config in a file can name; must be what stands in it` }]
        : [],
    );
  },
});
