import { describe, expect, it } from "vitest";
import { type ParsedPromql, parsePromql } from "../../src/queries";

function problems(query: string): readonly string[] {
  return parsePromql(query).problems.map(({ from, to, message }) => `${from}-${to} ${message}`);
}

function parsed(query: string): ParsedPromql {
  const result = parsePromql(query);
  if (!result.ok) throw new Error(problems(query).join("\n"));
  return result;
}

describe("parsePromql refuses", () => {
  it.each<readonly [string, string]>([
    ["", "0-0 got an empty query"],
    ["sum(a", "5-5 unexpected end of the query"],
    ["foo bar", '4-7 unexpected "bar"'],
    ["rate(a)", "5-6 got a instant vector for argument 1 of rate, must be range vector"],
    ["topk(a)", "0-7 got 1 arguments for topk, must be 2"],
    ["round(a, 1, 2)", "0-14 got 3 arguments for round, must be 1 to 2"],
    ["1 > 2", "2-3 got a comparison of two numbers, must be > bool"],
    ["a and 1", "2-5 got and with a number, must have a vector on each side"],
    ["a + bool b", "2-3 got bool after +, must follow a comparison"],
    ["(a)[5m]", "0-7 got a range after an expression, must follow a selector: or write [5m:]"],
    ["a[0s]", "2-4 got the range 0s, must be longer than 0"],
    ["a offset 5m offset 5m", "19-21 got offset twice"],
    ["sum(a) offset 5m", "0-16 got offset after an expression, must follow a selector or a subquery"],
    ['{a=~".*"}', "0-9 got a selector of everything, must have a matcher that refuses the empty value"],
    ['a{b="\\d"}', "4-8 got the escape \\d, which no string knows"],
    ["a * on (x) group_left (x) b", "4-25 got label x in on and in group_left, must be in one"],
    ["mad_over_time(a[5m])", "0-20 got mad_over_time, which needs the feature flag promql-experimental-functions"],
  ])("%j", (query, problem) => {
    expect(problems(query)).toEqual([problem]);
  });
});

describe("parsePromql takes", () => {
  it.each([
    "# a comment\nup",
    "1.",
    "a offset -5m",
    "a @ start()",
    "rate(a[5m:1m])",
    '{"a.b", "c.d"="e"}',
    "sum by (sum, by) (a)",
    "a[step() + 1m]",
    "-a ^ b",
    "hour()",
    'label_join(a, "x", ",")',
  ])("%j", (query) => {
    expect(problems(query)).toEqual([]);
  });
});

/** Results that other checkers have wrong. */
describe("known false results", () => {
  it.each(['foo{a=~"(?i)x"}', 'foo{a=~"(?P<n>x)"}', 'foo{a=~"(?s).*"}', 'foo{a=~"\\\\Qa.b\\\\E"}'])(
    "takes %s",
    (query) => {
      expect(problems(query)).toEqual([]);
    },
  );

  it.each(['foo{a=~"(?=x)"}', 'foo{a=~"(x)\\\\1"}', 'foo{a=~"x++"}', 'foo{a=~"x{2000}"}'])("refuses %s", (query) => {
    expect(problems(query)[0]).toContain("that RE2 refuses");
  });

  it("types functions that are seldom used", () => {
    expect(problems("sort_by_label()")[0]).toContain("promql-experimental-functions");
    expect(problems("histogram_stddev(a[5m])")[0]).toContain("must be instant vector");
  });

  it("takes $1 in label_replace for what it is", () => {
    expect(parsed('label_replace(a, "b", "$1", "c", "(.+)")').variables).toEqual([]);
  });
});

describe("facts", () => {
  it("name metrics, matchers, ranges and what stands around them", () => {
    const { facts, type } = parsed('sum by (x) (rate(a_total{b!="c"}[5m])) / on (x) group_left (y) d offset 1h');
    expect(type).toBe("instant vector");
    expect(facts.metrics).toEqual(["a_total", "d"]);
    const [first, second] = facts.selectors;
    expect(first).toMatchObject({ name: "a_total", range: { text: "5m", seconds: 300 }, within: ["rate", "sum", "/"] });
    expect(first?.matchers).toMatchObject([{ label: "b", operator: "!=", value: "c", from: 25, to: 31 }]);
    expect(second).toMatchObject({ name: "d", offset: { seconds: 3600 }, within: ["/"] });
    expect(facts.groupings.map(({ kind, labels }) => [kind, labels.map(({ name }) => name)])).toEqual([
      ["on", ["x"]],
      ["group_left", ["y"]],
      ["by", ["x"]],
    ]);
  });

  it("give a postfix to the last operand alone, and group by precedence", () => {
    const { expr } = parsed("a + b offset 5m * c ^ d");
    expect(expr).toMatchObject({
      operator: "+",
      left: { name: "a" },
      right: { operator: "*", left: { name: "b", offset: { seconds: 300 } }, right: { operator: "^" } },
    });
    expect("offset" in (expr as { left: object }).left).toBe(false);
  });

  it("know a name by its matcher", () => {
    expect(parsed('{__name__="a"}').facts.metrics).toEqual(["a"]);
    expect(parsed('{__name__=~"a.+"}').facts.metrics).toEqual([]);
  });
});
