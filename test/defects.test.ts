import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

/** Defects of the post (facts of 2026-11) are numbered from 1 to this. */
const DEFECTS = 37;

/** Titles of tests and suites that name a defect: `defect 3`, `defects 16, 17`, `defects 9 and 10`. */
const NAMED = /\b(?:describe|it|test)(?:\.\w+)*\(\s*["'`][^"'`]*\bdefects? ((?:\d+(?:, | and )?)+)/g;

const FOLDER = __dirname;

it("every defect of the post has a test that names it", () => {
  const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".test.ts"));
  const named = files
    .map((name) => readFileSync(join(FOLDER, name), "utf8"))
    .flatMap((text) => [...text.matchAll(NAMED)].flatMap(([, numbers = ""]) => numbers.match(/\d+/g) ?? []));
  const missing = Array.from({ length: DEFECTS }, (_, index) => String(index + 1)).filter(
    (one) => !named.includes(one),
  );
  expect(missing).toEqual([]);
});
