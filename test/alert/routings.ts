import fc from "fast-check";
import type { Labels, Match, Routing, RoutingRule } from "../../src/alert";

/** Few values, so that routes and alerts meet often. */
const VALUES = ["a", "b", "a|b", "x.y", "critical", "warning", "info", "", "ä \"'\\", "testing", "Watchdog"];

const LABELS = ["alertname", "namespace", "team", "severity", "state", "pod"];

const value = fc.constantFrom(...VALUES);

const points = fc.uniqueArray(fc.constantFrom("p1", "p2", "p3", "p4"), { maxLength: 3 });

const condition = fc.oneof(
  value,
  fc.array(value, { minLength: 1, maxLength: 3 }),
  value.map((not) => ({ not })),
  fc.array(value, { minLength: 1, maxLength: 2 }).map((not) => ({ not })),
  fc.constantFrom("a.*", "(?i)CRIT.*", "", ".+", "a|b", "[^a]").map((regex) => ({ regex })),
);

const match: fc.Arbitrary<Match> = fc.dictionary(fc.constantFrom(...LABELS), condition, { maxKeys: 2 });

const rule: fc.Arbitrary<RoutingRule> = fc.record({ match, to: points, continue: fc.boolean() });

const byValue = fc.dictionary(fc.constantFrom("a", "b"), fc.constantFrom(["p1"], ["p2", "p3"]), { maxKeys: 2 });

const severity = fc.option(points, { nil: undefined });

/** Any way of routing. */
export const routings: fc.Arbitrary<Routing> = fc.record({
  default: fc.constant("p0"),
  critical: severity,
  warning: severity,
  info: severity,
  deadMan: fc.option(fc.constant({ to: "dead-man" }), { nil: undefined }),
  testing: fc.option(fc.constant("trial"), { nil: undefined }),
  teams: byValue,
  namespaces: byValue,
  rules: fc.array(rule, { maxLength: 4 }),
  groupings: fc.array(fc.record({ match, groupBy: fc.constant(["team"]) }), { maxLength: 1 }),
  mute: fc.constantFrom([], ["never-sent"]),
});

/** Labels of any alert. */
export const labelSets: fc.Arbitrary<Labels> = fc.dictionary(fc.constantFrom(...LABELS), value, { maxKeys: 5 });
