import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeConfig, literal } from "../../src/terraform";

/** What Terraform makes of a literal template: `$${` and `%%{` stand for `${` and `%{`. */
function readByTerraform(template: string): string {
  if (/(?<!\$)(\$\$)*\$\{/.test(template.replace(/\$\$\{/g, "")) || /%\{/.test(template.replace(/%%\{/g, "")))
    throw new Error("an interpolation");
  return template.replace(/\$\$\{/g, "$${").replace(/%%\{/g, "%{");
}

describe("literal", () => {
  it.each([
    ["${DS_PROMETHEUS}", "$${DS_PROMETHEUS}"],
    ["%{ if x }", "%%{ if x }"],
    ["$${x}", "$$${x}"],
    ["cost $5, 100 %", "cost $5, 100 %"],
    ["a line\r\nended", "a line\r\nended"],
    // After a lone carriage return Terraform reads no escape.
    ["x$\r$${a}", 'x${"$\\r"}$$${a}'],
    ['a "quote" \\ and a line\nmore', 'a "quote" \\ and a line\nmore'],
  ])("writes %j as %j", (text, expected) => {
    expect(literal(text)).toBe(expected);
  });

  it("comes back as it was", () => {
    const text = fc.string({ unit: fc.constantFrom("$", "{", "}", "%", '"', "\\", "a", " ", "\n", "é") });
    fc.assert(
      fc.property(text, (original) => readByTerraform(literal(original)) === original),
      { seed: 3, numRuns: 2000 },
    );
  });
});

describe("escapeConfig", () => {
  it("escapes keys and values at every depth, and leaves the rest", () => {
    const config = { data: { "${key}": "${value}" }, list: ["%{x}"], count: 3, on: true, none: undefined };
    expect(escapeConfig(config)).toEqual({
      data: { "$${key}": "$${value}" },
      list: ["%%{x}"],
      count: 3,
      on: true,
      none: undefined,
    });
  });

  it("leaves objects with a prototype of their own", () => {
    class Reference {
      readonly text = "${x}";
    }
    const reference = new Reference();
    expect(escapeConfig({ reference }).reference).toBe(reference);
  });

  it("refuses a text that CDKTF would take for a token", () => {
    expect(() => escapeConfig({ text: "see ${TfToken[TOKEN.0]} there" })).toThrow("marker of a CDKTF token");
  });
});
