import { describe, expect, it } from "vitest";
import { checkTraceql, parseTraceql } from "../../src/queries";

describe("parseTraceql", () => {
  it("reads attributes with their scopes, and intrinsics", () => {
    const result = parseTraceql(
      '{ resource.service.name = "$service" && status = error } | rate() by (span.http.route)',
    );
    expect(result.variables.map(({ name }) => name)).toEqual(["service"]);
    expect(result.ok && result.facts).toMatchObject({
      kind: "metric",
      attributes: [
        { scope: "resource", name: "service.name", from: 2, to: 23 },
        { scope: "span", name: "http.route" },
      ],
      intrinsics: ["status"],
    });
  });

  it("takes a number that begins with its point", () => {
    expect(parseTraceql("{ } | quantile_over_time(duration, .99)").problems).toEqual([]);
  });

  it.each(["", "{ foo }", '{ name = "a', "{ duration > }"])("refuses %j", (query) => {
    expect(parseTraceql(query).ok).toBe(false);
  });
});

describe("checkTraceql", () => {
  it("offers the nearest attribute", () => {
    expect(checkTraceql('{ resource.service.nam = "x" }', { attributes: ["service.name"] })).toEqual([
      {
        rule: "unknown-attribute",
        from: 2,
        to: 22,
        message: "got the attribute service.nam, which no span carries",
        hint: "did you mean service.name",
      },
    ]);
  });
});
