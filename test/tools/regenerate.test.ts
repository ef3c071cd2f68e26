import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { updateCharts } from "../../cli/charts-update";
import { chartNames } from "../../src/charts";
import { CONTRACTS_FOLDER } from "../../src/charts/contract";
import { LOCK_FILE } from "../../src/charts/lock";
import { folderOf } from "../charts/folders";
import { tool } from "./tool";

const PACKAGES = folderOf("contracts held against the charts (a folder of packages)", "BELVEDERE_CHARTS");
const HELM = tool("helm");
if (HELM !== undefined) process.env.PATH = `${dirname(HELM)}${delimiter}${process.env.PATH}`;
/** Loki alone takes some two minutes: hundreds of renderings. */
const TIMEOUT = 600_000;

describe.skipIf(PACKAGES === undefined || HELM === undefined)("the committed contracts", () => {
  const folder = mkdtempSync(join(tmpdir(), "belvedere-contracts-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "contracts"));
  writeFileSync(join(folder, "lock.json"), readFileSync(LOCK_FILE));

  it.each(chartNames())(
    "%s is what its package gives",
    async (chart) => {
      const { changes } = await updateCharts({
        charts: [chart],
        folder,
        ...(PACKAGES === undefined ? {} : { from: PACKAGES }),
      });
      expect(changes.map(({ chart: changed }) => changed)).toEqual([chart]);
      expect(readFileSync(join(folder, "contracts", `${chart}.json`), "utf8")).toBe(
        readFileSync(join(CONTRACTS_FOLDER, `${chart}.json`), "utf8"),
      );
      expect(readFileSync(join(folder, "lock.json"), "utf8")).toBe(readFileSync(LOCK_FILE, "utf8"));
    },
    TIMEOUT,
  );
});
