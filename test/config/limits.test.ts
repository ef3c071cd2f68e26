import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { problemsIn, shown, shownOf, workspace } from "./workspace";

const MiB = 1024 * 1024;

/** Nine levels of nine aliases each: 387 million values. */
function billionLaughs(): string {
  const names = [..."abcdefghi"];
  const level = (name: string, below: string) => `${name}: &${name} [${Array(9).fill(below).join(", ")}]`;
  return names.map((name, index) => level(name, index === 0 ? "lol" : `*${names[index - 1]}`)).join("\n");
}

/** A text that wants much of a parser, and what is said of it. */
const HEAVY: readonly (readonly [name: string, text: string, said: string])[] = [
  [
    "a file of 10 MB",
    "a".repeat(10_000_000),
    'a.yaml:1:1 file: got "a.yaml" of 9.5 MiB, must be at most 1 MiB: no config is that long',
  ],
  [
    "10,000 open brackets",
    "[".repeat(10_000),
    "a.yaml:1:101 file: got more than 100 levels of nesting, must be fewer: no config needs them",
  ],
  [
    "a megabyte of open braces",
    "{".repeat(MiB),
    "a.yaml:1:101 file: got more than 100 levels of nesting, must be fewer: no config needs them",
  ],
  [
    "10,000 list items on a line",
    "- ".repeat(10_000),
    "a.yaml:1:200 file: got more than 100 levels of nesting, must be fewer: no config needs them",
  ],
  [
    "a billion laughs",
    billionLaughs(),
    "a.yaml:6:8 f[0][2]: got aliases that stand for more than 100000 values, must be fewer: no config needs them",
  ],
  [
    "a megabyte of keys",
    "a: b\n".repeat(MiB / 5),
    "a.yaml:14286:4 file: got more than 100000 pieces of YAML, must be fewer: no config needs them",
  ],
  [
    "a megabyte of bad escapes",
    `"${"\\q".repeat(MiB / 2 - 2)}"`,
    "a.yaml:1:1 file: got more than 100000 characters in one value, must be fewer: no config needs them",
  ],
  [
    "a megabyte of one text",
    `client: |\n${"  x\n".repeat(MiB / 4 - 10)}`,
    "a.yaml:2:1 file: got more than 100000 characters in one value, must be fewer: no config needs them",
  ],
];

describe("what no config needs", () => {
  it.each(HEAVY)("%s is one problem, soon", async (_, text, said) => {
    // Work of this process: the clock would count what others do.
    const start = process.cpuUsage();
    expect(await shownOf(text)).toEqual([said]);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(1000);
  });
});

describe("files that cannot be read", () => {
  it("says that a file is not there", async () => {
    expect((await problemsIn(workspace({}), "a.yaml")).map(shown)).toEqual([
      'file: got "a.yaml", which does not exist, must be a file that can be read',
    ]);
  });

  it("refuses a folder", async () => {
    const folder = workspace({});
    mkdirSync(join(folder, "a.yaml"));
    expect((await problemsIn(folder, "a.yaml")).map(shown)).toEqual(['file: got the folder "a.yaml", must be a file']);
  });

  it("refuses a file of another kind", async () => {
    expect((await problemsIn(workspace({ "a.toml": "a = 1" }), "a.toml")).map(shown)).toEqual([
      'file: got "a.toml", must end in .yaml, .yml, .json or .ts',
    ]);
  });
});
