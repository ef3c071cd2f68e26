import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePromql } from "../../src/queries";
import { substitute } from "../../src/queries/substitute";

describe("substitute", () => {
  it.each<readonly [string, string]>([
    ["rate(a[$__rate_interval])", "rate(a[000000000000005m])"],
    ["rate(a[${window}m])", "rate(a[000000001m])"],
    ["a offset $shift", "a offset 00005m"],
    ["increase(a[${__range_s}s])", "increase(a[000000000001s])"],
    ["$metric > $limit", "v______ > v_____"],
    ["node_${kind:raw}_total", "node_v___________total"],
    ["sum by ($label) (a)", "sum by (v_____) (a)"],
    ["$func by (x) (a)", "sum   by (x) (a)"],
    ["a $op b", "a +   b"],
    ['a{b=~"$x|[[y]]"}', 'a{b=~"vv|vvvvv"}'],
    ["a{$filters}", 'a{vvvv="_"}'],
    ["quantile(0.$q, a)", "quantile(0.11, a)"],
    ['label_replace(a, "b", "$1", "c", "x$")', 'label_replace(a, "b", "$1", "c", "x$")'],
  ])("fills %s", (query, text) => {
    const filled = substitute(query, "promql").text;
    expect(filled).toBe(text);
    expect(filled).toHaveLength(query.length);
    expect(parsePromql(query).problems).toEqual([]);
  });

  it("finds the way back where nothing so short is valid", () => {
    const query = 'a{$f} + b{c="d"}[5m]';
    const source = substitute(query, "promql");
    expect(source.text.length).toBeGreaterThan(query.length);
    expect(source.original(source.text.indexOf("b{"))).toBe(query.indexOf("b{"));
    expect(parsePromql(query).problems).toMatchObject([{ rule: "type", from: 8, to: 20 }]);
  });

  it("keeps the length of any query with names of two letters and more", () => {
    const piece = fc.oneof(
      fc.constantFrom("a", "(", ")", "[", "]", " + ", '"', "{", "}", ",", "by ", "5", ".", "offset ", "\\", "`", "#"),
      fc.stringMatching(/^[a-z]{5,9}$/).chain((name) => fc.constantFrom(`$${name}`, `\${${name}}`, `[[${name}]]`)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const query = pieces.join("");
        const { text, original } = substitute(query, "promql");
        expect(text).toHaveLength(query.length);
        expect(original(text.length)).toBe(query.length);
      }),
    );
  });
});
