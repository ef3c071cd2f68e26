import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadClient } from "../../src/config";

const ROOT = join(__dirname, "..", "..");

describe("loading the config floor", () => {
  it.each(["minimal", "on-premise", "zai-lon1"])("takes clients/%s.yaml without a word", async (name) => {
    const { config, warnings, source } = await loadClient(join(ROOT, "clients", `${name}.yaml`));
    expect(warnings).toEqual([]);
    expect(Object.isFrozen(config.cluster)).toBe(true);
    expect(source.file).toContain(name);
  });

  it("loads no cdktf, no TypeScript loader, no schema validator", () => {
    const script = `
      const { loadClient } = require('./src/config');
      loadClient("clients/zai-lon1.yaml").then(() => {
        const modules = Object.keys(require.cache).map((file) => file.split("node_modules/")[1]?.split("/")[0]);
        console.log(JSON.stringify([...new Set(modules.filter(Boolean))].sort()));
      });`;
    const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "-e", script], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect(stderr).not.toContain("Error");
    const modules = JSON.parse(stdout) as string[];
    expect(modules.filter((name) => !["tsx", "esbuild", "get-tsconfig"].includes(name))).toEqual([
      "fastest-levenshtein",
      "yaml",
      "zod",
    ]);
  });
});
