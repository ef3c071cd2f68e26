import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadClient } from "../src/config";

const ROOT = join(__dirname, "..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");
/** Pages beside it whose code runs as well. */
const PAGES = ["metrics.md", "network.md"].map((page) => readFileSync(join(ROOT, "docs", page), "utf8"));

/** Code of the README in one language, in the order of the page, and of the other pages. */
function blocks(language: string): string[] {
  return [...[README, ...PAGES].join("\n").matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(
    ([, code]) => code ?? "",
  );
}

let folder: string;

beforeAll(() => {
  mkdirSync(join(ROOT, ".test-results"), { recursive: true });
  folder = mkdtempSync(join(ROOT, ".test-results", "readme-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Not in this thread: the runner takes a worker that is silent for long for dead. */
const run = promisify(execFile);

/** A project in which `belvedere` is this checkout. */
function project(): void {
  const paths = { belvedere: ["../../index.ts"], "belvedere/*": ["../../*"] };
  const compilerOptions = { noEmit: true, incremental: false, tsBuildInfoFile: null, paths };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: "../../tsconfig.json", compilerOptions, include: ["*.ts"] }),
  );
  for (const [index, code] of blocks("ts").entries()) writeFileSync(join(folder, `block-${index}.ts`), code);
}

describe("README", () => {
  it("has a config of less than 20 lines, which loads", async () => {
    const [code = ""] = blocks("yaml");
    expect(code.split("\n").length).toBeLessThan(20);
    const file = join(folder, "client.yaml");
    writeFileSync(file, code);
    expect((await loadClient(file)).config.client).toBe("acme");
  });

  it("has code that compiles and runs", async () => {
    project();
    await run(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", folder]);
    const tsx = join(ROOT, "node_modules/tsx/dist/cli.mjs");
    for (const index of blocks("ts").keys())
      await run(process.execPath, [tsx, "--tsconfig", join(folder, "tsconfig.json"), `block-${index}.ts`], {
        cwd: folder,
      });
    const stack = JSON.parse(readFileSync(join(folder, "cdktf.out/stacks/logs/cdk.tf.json"), "utf8")) as {
      resource: { helm_release: Record<string, { timeout: number }> };
    };
    expect(
      Object.values(stack.resource.helm_release)
        .map(({ timeout }) => timeout)
        .sort(),
    ).toEqual([600, 900]);
  }, 120_000);

  it("has a config in TypeScript that the loader takes", async () => {
    const code = blocks("ts").find((block) => block.includes("defineClient")) ?? "";
    const file = join(folder, "client.ts");
    writeFileSync(file, code.replace('"belvedere"', JSON.stringify(join(ROOT, "index.ts"))));
    expect((await loadClient(file, { allowTypeScript: true })).config.grafana.host).toBe("grafana.acme.dev");
  }, 120_000);

  it("names scripts, files and sections that exist", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    for (const [, script] of README.matchAll(/npm run ([a-z:]+)/g)) expect(Object.keys(scripts)).toContain(script);
    for (const [, path = ""] of README.matchAll(/\]\((?!https?:)([^)#]+)\)/g))
      expect(existsSync(join(ROOT, path)), path).toBe(true);
  });
});
