import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { checkDashboards } from "../../src/dashboard";
import { loadOwnDashboards } from "../../src/dashboard/own";
import { STORES } from "../../stacks/dashboard-context";

const ROOT = join(__dirname, "..", "..");

/** Inside the repository, so that code finds its packages. */
const folder = mkdtempSync(join(ROOT, "node_modules", ".docs-"));
afterAll(() => rmSync(folder, { recursive: true }));

const page = readFileSync(join(ROOT, "docs", "dashboards.md"), "utf8");
const blocks = [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""]) => code);

it("docs/dashboards.md has code in both ways", () => {
  expect(blocks).toHaveLength(2);
});

it.each(blocks.map((code, index) => [index + 1, code] as const))(
  "its code %i runs, and passes every check",
  async (index, code) => {
    const file = join(folder, `dashboard-${index}.ts`);
    writeFileSync(file, code);
    const { prometheus, loki, tempo } = STORES;
    const loaded = await loadOwnDashboards([{ file }], {
      context: { prometheus, loki, tempo },
      datasources: Object.values(STORES),
      allowTypeScript: true,
    });
    expect(loaded.problems).toEqual([]);
    expect(loaded.dashboards.map(({ uid }) => uid)).toEqual(["orders"]);
    expect(checkDashboards(loaded.dashboards, Object.values(STORES))).toEqual([]);
  },
);
