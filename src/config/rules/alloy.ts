import { quantityBytes } from "../../quantity";
import { compileRegex } from "../../regex/match";
import { nest } from "../explain/path";
import { defineRule } from "./rule";

/** Lines of one character each, of every kind: what matches all of them matches any line. */
const ANY_LINES = ["x", "7", "-", " ", "\u00e9"];

/** Rules that lose every line, or that would find a secret and let it through. */
export const alloyLines = defineRule({
  needs: ["alloy"],
  check({ alloy: { pods } }) {
    return [
      ...pods.drop.flatMap(({ match, line }, index) =>
        match === undefined && line !== undefined && matchesAll(line, ANY_LINES)
          ? [
              {
                path: ["alloy", "pods", "drop", index, "line"],
                severity: "warning" as const,
                message: `got "${line}", which matches every line: nothing of any pod is kept`,
                fix: nest(["alloy", "pods", "drop"], [{ match: { namespace: "noisy" } }]),
              },
            ]
          : [],
      ),
      ...pods.redact.flatMap(({ pattern }, index) =>
        matchesAll(pattern, [""])
          ? [
              {
                path: ["alloy", "pods", "redact", index, "pattern"],
                message: `got "${pattern}", must not match the empty text: it would be replaced at every character`,
              },
            ]
          : [],
      ),
    ];
  },
});

/** Agents cut a line, and Loki refuses one: what the agents let through has to be right for Loki. */
export const alloyLineSize = defineRule({
  needs: ["alloy", "loki"],
  check({ alloy, loki }) {
    const path = ["alloy", "pods", "maxLineSize"];
    const { maxLineSize } = alloy.pods;
    const most = loki.limits.maxLineSize;
    if (quantityBytes(maxLineSize) <= quantityBytes(most)) return [];
    const message = `got "${maxLineSize}", must be at most loki.limits.maxLineSize (${most}): Loki refuses longer lines`;
    return [{ path, message, fix: nest(path, most) }];
  },
});

function matchesAll(pattern: string, texts: readonly string[]): boolean {
  const compiled = compileRegex(pattern);
  return "regex" in compiled && texts.every(compiled.regex.finds);
}
