import fc from "fast-check";
import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";
import { compileRegex, type Regex } from "../../src/regex/match";
import { isFault, readRe2 } from "../../src/regex/re2";

function compiled(pattern: string): Regex {
  const found = compileRegex(pattern);
  if ("fault" in found) throw new Error(found.fault);
  return found.regex;
}

/** What expressions are made of, right and wrong. */
const PARTS = [
  ..."ab-0()[]\\*+?|^$. é",
  ..."\\d \\S \\s \\b \\pL \\Q \\E \\y \\1 \\. \\_ \\z \\012 \\x41 \\x{1F600} \\p{Greek} \\p{Nope}".split(" "),
  ..."(?: (?i) (?P<n> (?<m> (?= [^ [:alpha:] {2} {2,1} {1000} {1001} {,3} {3,} z-a a-z".split(" "),
];

const pattern = fc.array(fc.constantFrom(...PARTS), { maxLength: 7 }).map((parts) => parts.join(""));

describe("an expression", () => {
  it.each([
    ["api|web", "web", "webs"],
    ["[a-c]+", "abc", "abd"],
    ["(?i)API", "api", "ap"],
    ["a\\Q.\\Eb", "a.b", "axb"],
    ["a\\.b", "a.b", "axb"],
  ])("%s matches all of %s, not of %s", (text, right, wrong) => {
    expect([compiled(text).matches(right), compiled(text).matches(wrong)]).toEqual([true, false]);
  });

  it("finds a part", () => {
    expect(["x password=y", "x pass"].map(compiled("password=\\S+").finds)).toEqual([true, false]);
    expect(["x PASSWORD=y", ""].map(compiled("(?i)password=\\S+").finds)).toEqual([true, false]);
  });

  it("that is none says what is wrong, and where", () => {
    expect(compileRegex("a(?=b)")).toEqual({ fault: "look-ahead, which RE2 has not (character 2)" });
  });

  it.each([`${".*".repeat(30)}x`, "(a|a)*(a|a)*(a|a)*x", "(|){40}x", "(a*)*x"])(
    "%s takes no time to mismatch",
    (slow) => {
      const started = performance.now();
      expect(compiled(slow).matches("a".repeat(60))).toBe(false);
      expect(compiled(slow).finds("a".repeat(60))).toBe(false);
      expect(performance.now() - started).toBeLessThan(2000);
    },
  );

  it("is read, and matches, as the engine says", () => {
    fc.assert(
      fc.property(pattern, fc.string({ unit: fc.constantFrom(..."ab-. \u00a0\n"), maxLength: 6 }), (text, value) => {
        const read = readRe2(text);
        if (isFault(read)) {
          expect(() => RE2JS.compile(text)).toThrow();
          return;
        }
        const engine = RE2JS.compile(text, RE2JS.DOTALL);
        expect(read.captureGroups).toBe(engine.groupCount());
        expect(compiled(text).matches(value)).toBe(engine.matches(value));
        expect(compiled(text).finds(value)).toBe(engine.matcher(value).find());
      }),
      { numRuns: 2000 },
    );
  });
});
