import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(__dirname, "..");
const BIOME = join(ROOT, "node_modules", "@biomejs", "biome", "bin", "biome");
const POINT_DOWN = "Imports only point down";
const SEAM = "Only src/terraform imports cdktf";
const DEEP = "Deep imports only";

/** Who may not import what, and what the linter says of it. */
const FORBIDDEN: readonly (readonly [file: string, imported: string, message: string])[] = [
  ["stacks/a.ts", "../cli/main", POINT_DOWN],
  ["constructs/loki/b.ts", "../../stacks/client", POINT_DOWN],
  ["dashboards/c.ts", "../constructs/loki", POINT_DOWN],
  ["alerts/d.ts", "../dashboards", POINT_DOWN],
  ["src/sizing/e.ts", "../../constructs/loki", POINT_DOWN],
  ["src/sizing/f.ts", "../terraform", POINT_DOWN],
  ["src/terraform/g.ts", "../../stacks/client", POINT_DOWN],
  ["stacks/h.ts", "cdktf", SEAM],
  ["constructs/loki/i.ts", "@cdktf/provider-helm/lib/release", SEAM],
  ["cli/j.ts", "cdktf", SEAM],
  ["src/charts/k.ts", "constructs", SEAM],
  ["src/terraform/l.ts", "@cdktf/provider-helm", DEEP],
];

const ALLOWED: readonly (readonly [file: string, imported: string])[] = [
  ["src/terraform/m.ts", "@cdktf/provider-helm/lib/release"],
  ["stacks/n.ts", "../constructs/loki"],
  ["dashboards/o.ts", "../alerts/signals"],
];

/** What the linter says of a house with these files in it. */
function lint(files: readonly (readonly [file: string, imported: string, message?: string])[]): string {
  const house = mkdtempSync(join(tmpdir(), "belvedere-house-"));
  for (const file of ["biome.json", ".gitignore"]) cpSync(join(ROOT, file), join(house, file));
  for (const [file, imported] of files) {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), `import { x } from "${imported}";\n\nexport const y = x;\n`);
  }
  const { stdout } = spawnSync(process.execPath, [BIOME, "lint", "--reporter=github", "--max-diagnostics=none", "."], {
    cwd: house,
    encoding: "utf8",
  });
  return stdout;
}

describe("the linter holds the floors apart", () => {
  const said = lint(FORBIDDEN);

  it.each(FORBIDDEN)("%s may not import %s", (file, _, message) => {
    expect(said.split("\n").filter((line) => line.includes(file) && line.includes(message))).toHaveLength(1);
  });

  it("says nothing of what is allowed", () => {
    expect(lint(ALLOWED)).not.toContain("noRestrictedImports");
  });
});

const FLOORS = ["alerts", "bench", "cli", "constructs", "dashboards", "scripts", "src", "stacks", "test"];

describe("the house", () => {
  it("exports no name that nobody takes", () => {
    const files = FLOORS.flatMap((floor) =>
      readdirSync(join(ROOT, floor), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => `${floor}/${file}`),
    );
    const texts = ["index.ts", ...files].map((file) => [file, readFileSync(join(ROOT, file), "utf8")] as const);
    const times = new Map<string, number>();
    for (const [word] of texts.flatMap(([, text]) => [...text.matchAll(/\w+/g)]))
      times.set(word, (times.get(word) ?? 0) + 1);
    const exported = texts.flatMap(([file, text]) =>
      [...text.matchAll(/^export (?:abstract |async )*(?:const|function|class|interface|type) (\w+)/gm)].map(
        ([, name = ""]) => ({ name, at: `${file} ${name}` }),
      ),
    );
    expect(exported.length).toBeGreaterThan(1000);
    expect(exported.filter(({ name }) => times.get(name) === 1).map(({ at }) => at)).toEqual([]);
  });
});
