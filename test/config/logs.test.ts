import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { plain, problemsWith } from "./workspace";

type Change = Record<string, unknown>;

/** A change to a valid client of two nodes, all that is said of it, and what to paste. */
const REFUSED: readonly (readonly [name: string, change: Change, said: readonly string[], paste?: unknown])[] = [
  [
    "logs that are kept for less than a day",
    { loki: { retention: "12h" } },
    ['loki.retention: got "12h", must be at least 24h'],
    { loki: { retention: "24h" } },
  ],
  [
    "streams that are kept for less than a day",
    { loki: { retentionByStream: [{ selector: '{namespace="debug"}', retention: "1h" }] } },
    ['loki.retentionByStream[0].retention: got "1h", must be at least 24h'],
    { loki: { retentionByStream: [{ retention: "24h" }] } },
  ],
  [
    "many pods without a bucket",
    { loki: { profile: "scalable" }, cluster: { nodePools: { main: { count: 3 } } } },
    ['loki.profile: got "scalable" without a bucket, must stand beside loki.bucket: its pods share no volume'],
    { loki: { profile: "scalable", bucket: "zai-logs" } },
  ],
  [
    "many pods on few nodes",
    { loki: { profile: "scalable", bucket: "zai-logs" } },
    ['loki.profile: got "scalable" on 2 nodes at most, must have 3: no two pods of a kind share a node'],
    { loki: { profile: "single" } },
  ],
  [
    "numbers of pods for what is one",
    { loki: { replicas: { read: 4 } } },
    ['loki.replicas: got replicas with profile "single", which is one pod; must stand beside profile: scalable'],
    { loki: { profile: "scalable" } },
  ],
  [
    "a bucket that S3 forbids",
    { loki: { bucket: "Zai_Logs" } },
    ['loki.bucket: got "Zai_Logs", must be 3 to 63 lower-case letters, digits and hyphens'],
    { loki: { bucket: "zai-logs" } },
  ],
  [
    "pushes that Loki would refuse for ever",
    { loki: { limits: { ingestionBurst: "1Mi" } }, alloy: { push: { batchSize: "2Mi" } } },
    ['loki.limits.ingestionBurst: got "1Mi", must be at least alloy.push.batchSize (2Mi)'],
    { loki: { limits: { ingestionBurst: "2Mi" } } },
  ],
  [
    "lines that agents let through and Loki refuses",
    { alloy: { pods: { maxLineSize: "1Mi" } } },
    ['alloy.pods.maxLineSize: got "1Mi", must be at most loki.limits.maxLineSize (256Ki): Loki refuses longer lines'],
    { alloy: { pods: { maxLineSize: "256Ki" } } },
  ],
  [
    "an expression that RE2 cannot read",
    { alloy: { pods: { redact: [{ pattern: "key=(\\S+" }] } } },
    [
      'alloy.pods.redact[0].pattern: got "key=(\\\\S+", must be an RE2 regular expression, and has missing ) (character 5)',
    ],
    { alloy: { pods: { redact: [{ pattern: "password=(\\S+)" }] } } },
  ],
  [
    "a first line by look-ahead",
    { alloy: { pods: { parse: [{ match: { app: "api" }, multiline: { firstLine: "^(?!\\s)" } }] } } },
    [
      'alloy.pods.parse[0].multiline.firstLine: got "^(?!\\\\s)", must be an RE2 regular expression, and has look-ahead, which RE2 has not (character 2)',
    ],
    { alloy: { pods: { parse: [{ multiline: { firstLine: "^\\d{4}-\\d{2}-\\d{2}" } }] } } },
  ],
  [
    "a redaction of nothing",
    { alloy: { pods: { redact: [{ pattern: "x*" }] } } },
    ['alloy.pods.redact[0].pattern: got "x*", must not match the empty text: it would be replaced at every character'],
  ],
];

/** Selectors that Loki refuses, and what is said of them. */
const SELECTORS: readonly (readonly [selector: string, said: string])[] = [
  ["namespace=debug", 'unexpected "namespace" (character 1)'],
  ["{}", 'unexpected "}" (character 2)'],
  ["{namespace=debug}", 'unexpected "debug" (character 12)'],
  ['{namespace="debug"', "unexpected end of the query (character 19)"],
  ['{namespace="debug"} |= "x"', "must be a selector alone, without what is done with its lines"],
  ['{namespace=~"a(b"}', "a regular expression for namespace that RE2 refuses: missing ) (character 2)"],
  ['{namespace=~".*"}', "a selector of everything, must have a matcher that refuses the empty value"],
  ['{namespace="$namespace"}', "must have no variable: Loki fills none here"],
];

describe("logs", () => {
  it.each(REFUSED.map(([name, change, said, paste]) => ({ name, change, said, paste })))(
    "refuse $name",
    async ({ change, said, paste }) => {
      const problems = await problemsWith(change);
      expect(problems.map(plain)).toEqual(said);
      expect(problems[0]?.position).toBeDefined();
      expect(problems[0]?.paste === undefined ? undefined : parse(problems[0].paste)).toEqual(paste);
    },
  );

  it.each(SELECTORS)("refuse the selector %s", async (selector, said) => {
    const problems = await problemsWith({ loki: { retentionByStream: [{ selector, retention: "7d" }] } });
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining(said)]);
  });

  it.each(['{namespace="orders", app=~"api|web"}', '{ job != "" }', '{namespace=~".+", pod!~`x.*`}'])(
    "take the selector %s",
    async (selector) => {
      expect(await problemsWith({ loki: { retentionByStream: [{ selector, retention: "7d" }] } })).toEqual([]);
    },
  );

  it("warn of a ruler that evaluates nothing", async () => {
    const ruler = { loki: { ruler: { evaluationInterval: "5m" } } };
    const problems = await problemsWith(ruler);
    expect(problems.map(({ severity, message }) => [severity, message])).toEqual([
      [
        "warning",
        "got a ruler with alerts.engine grafana, which evaluates alerts over logs itself: nothing reads these keys",
      ],
    ]);
    expect(await problemsWith({ ...ruler, alerts: { engine: "prometheus" } })).toEqual([]);
  });

  it.each([".*", ".", "^", "x?", "[\\s\\S]"])("warn of a rule that drops every line: %s", async (line) => {
    const problems = await problemsWith({ alloy: { pods: { drop: [{ line }] } } });
    expect(problems.map(({ severity, path }) => [severity, path])).toEqual([["warning", "alloy.pods.drop[0].line"]]);
  });

  it("let somebody's lines all be dropped", async () => {
    expect(await problemsWith({ alloy: { pods: { drop: [{ match: { app: "x" } }, { line: "\\S+ x" }] } } })).toEqual(
      [],
    );
  });

  it("need many pods to have the nodes that they may get", async () => {
    const pool = { count: undefined, autoscale: { min: 1, max: 4 } };
    const change = { loki: { profile: "scalable", bucket: "zai-logs" }, cluster: { nodePools: { main: pool } } };
    expect(await problemsWith(change)).toEqual([]);
  });
});
