import { describe, expect, it } from "vitest";
import { isFault, readRe2 } from "../../src/regex/re2";

/** Expressions that Go compiles, and how many groups it counts. */
const RIGHT: readonly (readonly [pattern: string, groups: number])[] = [
  ["", 0],
  ["^\\d{4}-\\d{2}-\\d{2}", 0],
  ["(a)(?P<name>b)(?<other>c)(?:d)(?i:e)(?s-m)f", 3],
  ["password=(\\S+)", 1],
  ["[]a]|[^]a]|[a-]|[[:alpha:]\\d\\pL-]", 0],
  ["\\Qa(b\\E+", 0],
  ["a{,5}{", 0],
  ["a(?)b", 0],
  ["(a{10}){100}", 1],
  ["\\x41\\x{1F600}\\012\\p{Greek}\\P{^Lu}", 0],
  ["a+?b*?c{2,}?", 0],
];

/** Expressions that Go refuses, what is wrong with them, and where. */
const WRONG: readonly (readonly [pattern: string, fault: string, at: number])[] = [
  ["a(b", "missing )", 2],
  ["a)b", "unexpected )", 2],
  ["*a", "* repeats nothing", 1],
  ["(|*)", "* repeats nothing", 3],
  ["a**", "* repeats a repetition", 2],
  ["x{1001}", "more than 1000 repetitions", 2],
  ["(a{100}){100}", "more than 1000 repetitions", 9],
  ["x{3,2}", "{3,2} ends before it begins", 2],
  ["ab[c", "missing ]", 3],
  ["[z-a]", "a range that ends before it begins", 2],
  ["[[:foo:]]", "a class that RE2 has not", 2],
  ["a\\", "\\ at the end", 2],
  ["\\y", "\\y, which RE2 does not know", 1],
  ["(a)\\1", "a back reference, which RE2 has not", 4],
  ["a(?=b)", "look-ahead, which RE2 has not", 2],
  ["a(?<!b)", "look-behind, which RE2 has not", 2],
  ["(?P<n>a)(?P<n>b)", "a second group called n", 9],
  ["(?>a)", "a group that RE2 has not", 1],
  ["\\p{Nope}", "a Unicode class that RE2 has not", 1],
];

describe("readRe2", () => {
  it.each(RIGHT)("reads %s", (pattern, captureGroups) => {
    expect(readRe2(pattern)).toEqual({ captureGroups });
  });

  it.each(WRONG)("finds in %s: %s", (pattern, fault, at) => {
    expect(readRe2(pattern)).toEqual({ fault, at });
  });

  it("tells a fault from what is right", () => {
    expect([isFault(readRe2("a(")), isFault(readRe2("a"))]).toEqual([true, false]);
  });
});
