import { describe, expect, it } from "vitest";
import { checkLogql, type LogqlCheck, parseLogql } from "../../src/queries";

const problems = (query: string) => parseLogql(query).problems.map(({ from, message }) => `${from} ${message}`);

const PANEL: LogqlCheck = { labels: ["namespace", "pod", "container", "app"], where: "panel" };

const rules = (query: string, options = PANEL) => checkLogql(query, options).map(({ rule }) => rule);

describe("parseLogql refuses", () => {
  it.each<readonly [string, string]>([
    ["", "0 got an empty query"],
    ['{a="b"', "6 unexpected end of the query"],
    ['{a=~".*"}', "0 got a selector of everything"],
    ['{a="b",}', '7 unexpected "}"'],
    ["{a='b'}", `3 unexpected "'"`],
    ['{a=~"(?=x)"}', "1 got a regular expression for a that RE2 refuses"],
    ['sum_over_time({a="b"}[5m])', "0 got sum_over_time of lines, must have | unwrap"],
    ['count_over_time({a="b"} | unwrap x [5m])', "0 got count_over_time of a number"],
    ['rate({a="b"}[5m]) by (x)', "18 got a grouping of rate"],
    ['topk(rate({a="b"}[5m]))', "0 got no number for topk"],
    ['sum(5, rate({a="b"}[5m]))', "4 got a number for sum"],
    ['rate({a="b"}[5m]) + {a="b"}', "20 got lines in a calculation"],
    ['{a="b"} | regexp "(.*)"', "17 got no named group"],
    ['{a="b"} | pattern "<x><y>"', "18 got two captures with nothing between them"],
    ['rate({a="b"}[1.5h])', "13 got the range 1.5h"],
  ])("%s", (query, problem) => {
    expect(problems(query)[0]).toContain(problem);
  });
});

describe("parseLogql reads", () => {
  it("streams, stages, ranges and what stands around them", () => {
    const query = 'sum by (level) (count_over_time({app="x", pod=~"$pod"} |= "e" | logfmt | a > 5 [$__auto]))';
    const result = parseLogql(query);
    expect(result.variables.map(({ name }) => name)).toEqual(["pod", "__auto"]);
    expect(result.ok && result.facts).toMatchObject({
      kind: "metric",
      streams: [
        {
          matchers: [
            { label: "app", operator: "=", value: "x", variable: false },
            { label: "pod", operator: "=~", variable: true },
          ],
          stages: ["|=", "logfmt", "label filter"],
          range: { text: "$__auto" },
          within: ["count_over_time", "sum"],
        },
      ],
      groupings: [{ kind: "by", labels: [{ name: "level" }], parsed: true }],
    });
  });

  it.each([
    "{$filters}",
    '{a="b"} | x > $limit',
    'topk($n, rate({a="b"}[$__range]))',
    'rate({a="b"} [5m] offset $off)',
  ])("variables in %s", (query) => {
    expect(problems(query)).toEqual([]);
  });

  it("but not unwrap before a range with offset of a variable: the grammar's limit", () => {
    expect(problems('sum_over_time({a="b"} | unwrap size [5m] offset 1h)')).toEqual([]);
  });

  it("stages after a range, as Loki does", () => {
    expect(problems('count_over_time({a="b"} [5m] | json)')).toEqual([]);
  });
});

describe("checkLogql", () => {
  it.each([
    'sum by (namespace) (count_over_time({namespace=~"$namespace"} |~ "(?i)error" [$__auto]))',
    'sum by (level) (rate({app="x"} | logfmt [$__auto]))',
    'sum by (detected_level) (rate({app="x"} [$__auto]))',
    '{app="x"} | json | line_format "{{.msg}}"',
  ])("finds nothing in %s", (query) => {
    expect(rules(query)).toEqual([]);
  });

  it.each<readonly [string, string]>([
    ['{app="x"} |~ "y("', "regex"],
    ['{app="x"} | line_format "{{.msg"', "type"],
    ['{application="x"}', "unknown-label"],
    ['sum by (level) (rate({app="x"} [$__auto]))', "unknown-label"],
    ['rate({app="x"} [5m])', "fixed-window"],
    ['rate({app="x"} [0s])', "short-window"],
  ])("finds in %s: %s", (query, rule) => {
    expect(rules(query)).toEqual([rule]);
  });

  it("refuses variables outside of a panel", () => {
    expect(rules('rate({app="$app"} [5m])', { where: "alert" })).toEqual(["variable"]);
  });
});

describe("labels of a metric query", () => {
  const labels = (query: string) => {
    const parsed = parseLogql(query);
    const found = parsed.ok ? parsed.facts.labels : new Set(["refused"]);
    return found === undefined ? undefined : [...found].sort();
  };

  it.each<readonly [string, readonly string[] | undefined]>([
    ['(sum by (a, b) (rate({x="y"}[5m]))) > 5', ["a", "b"]],
    ['sum(rate({x="y"}[5m])) by (a)', ["a"]],
    ['sum(rate({x="y"}[5m]))', []],
    ['5 * sum by (a) (rate({x="y"}[5m]))', ["a"]],
    ['topk(5, sum by (a) (rate({x="y"}[5m])))', ["a"]],
    ['max_over_time({x="y"} | unwrap z [5m]) by (c)', ["c"]],
    ['absent_over_time({a="b", c=~"d"}[5m])', ["a"]],
    ['sum by (a) (rate({x="y"}[5m])) or sum by (b) (rate({x="y"}[5m]))', ["a", "b"]],
    ['sum by (a) (rate({x="y"}[5m])) / sum by (b) (rate({x="y"}[5m]))', ["a"]],
    ["vector(1)", []],
    ['rate({x="y"}[5m])', undefined],
    ['sum without (a) (rate({x="y"}[5m]))', undefined],
    ['sum by (a) (rate({x="y"}[5m])) / on (a) sum by (a, b) (rate({x="y"}[5m]))', undefined],
    ['{x="y"}', undefined],
  ])("of %s are %j", (query, expected) => {
    expect(labels(query)).toEqual(expected);
  });
});
