import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { parse, stringify } from "yaml";
import { loadClients } from "../cli/clients";
import { main } from "../cli/main";
import { ACME, DROPLETS } from "./stacks/acme";

const PAGE = readFileSync(join(__dirname, "..", "docs", "alerts.md"), "utf8");

const BLOCKS = [...PAGE.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, code = ""]) => code);

const RULES = BLOCKS.filter((block) => block.startsWith("# alerts/orders.yaml"));

const CONFIGS = BLOCKS.filter((block) => block.startsWith("alerts:"));

/** Contact points that the page names and does not show. */
const BASE = {
  ...ACME,
  cluster: { ...DROPLETS, nodePools: { main: { size: "s-4vcpu-8gb", count: 2 } } },
  loki: { bucket: "acme-logs" },
  alerts: {
    contactPoints: Object.fromEntries(
      ["platform", "oncall", "shop", "etl", "batch", "trial"].map((name) => [
        name,
        { slack: { webhook: { env: "A" } } },
      ]),
    ),
    routes: { default: "platform" },
  },
};

function files(texts: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "belvedere-alerts-page-"));
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

describe("docs/alerts.md", () => {
  it.each(CONFIGS)("has a config that has no problem: %#", async (block) => {
    const folder = files({
      "base.yaml": stringify(BASE),
      "acme.yaml": `extends: ./base.yaml\n${block}`,
      "alerts/orders.yaml": RULES[0] ?? "",
    });
    const { problems } = await loadClients([join(folder, "acme.yaml")], {});
    expect(problems.filter(({ severity }) => severity !== "warning")).toEqual([]);
  });

  it("prints the way of an alert as the program does", async () => {
    const [, command = "", output] = /^```console\n\$ npx belvedere (.*?)\n(.*?)^```/ms.exec(PAGE) ?? [];
    const [points, routes] = CONFIGS.map((block) => parse(block) as { readonly alerts: object });
    const shown = { ...points?.alerts, ...routes?.alerts } as { readonly contactPoints: object };
    const alerts = { ...shown, contactPoints: { ...BASE.alerts.contactPoints, ...shown.contactPoints } };
    const folder = files({
      "clients/acme.yaml": stringify({ ...BASE, alerts }, { aliasDuplicateObjects: false }),
    });
    let out = "";
    vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      out += String(text);
      return true;
    });
    vi.spyOn(process.stderr, "write").mockImplementation(() => true);
    const argv = command.split(" ").map((word) => (word.startsWith("clients/") ? join(folder, word) : word));
    expect(await main(argv, "1.2.3")).toBe(0);
    vi.restoreAllMocks();
    expect(out).toBe(output);
  });
});
