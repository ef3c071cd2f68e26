import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { treeOf } from "../tree";

const ROOT = join(__dirname, "..", "..");
const BIN = join(ROOT, "bin", "belvedere.js");
const CLIENTS = readdirSync(join(ROOT, "clients"))
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => join(ROOT, "clients", name));

/** The library's own modules, one file each, as the same command line. */
const MODULES = `require(${JSON.stringify(join(ROOT, "dist/cli/main.js"))})
  .main(process.argv.slice(1), require(${JSON.stringify(join(ROOT, "package.json"))}).version)
  .then((code) => { process.exitCode = code; });`;

const CONFIG = `import { defineClient } from "belvedere";
export default defineClient({
  client: "atlas",
  domain: "atlas.dev",
  backend: { type: "local" },
  cluster: { provider: "existing", context: "atlas", nodes: [{ cpu: 4, memory: "14Gi", count: 3 }] },
  ingress: { certificates: { issuer: "existing", secret: "atlas-tls" } },
  grafana: { host: "grafana.atlas.dev" },
  dashboards: ["./pods.ts"],
  alerts: {
    contactPoints: { team: { slack: { webhook: { env: "SLACK_WEBHOOK" } } } },
    routes: { default: "team" },
  },
});
`;

const DASHBOARD = `import { defineDashboard, defineSignal, promql } from "belvedere/dashboard";
export default defineDashboard({
  uid: "pods",
  title: "Pods in code",
  description: "How many pods run?",
  folder: "Shop",
  tags: ["shop"],
  rows: [{ title: "Now", panels: [{
    kind: "timeseries", key: "pods", title: "Pods", description: "None: the shop is down.",
    queries: [{ signal: defineSignal({ expr: promql\`count(kube_pod_info)\`, unit: "short" }), legend: "pods" }],
  }] }],
});
`;

const scratch = mkdtempSync(join(tmpdir(), "belvedere-program-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function program(args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  return run([BIN, ...args], env);
}

function modules(args: readonly string[]): string {
  return run(["-e", MODULES, "--", ...args]);
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  return execFileSync(process.execPath, args, { encoding: "utf8", stdio: "pipe", env: { ...process.env, ...env } });
}

/** What a run writes for every example. */
function written(runs: (args: readonly string[]) => string, files = CLIENTS): Readonly<Record<string, string>> {
  const out = join(mkdtempSync(join(scratch, "out-")), "out");
  runs(["synth", ...files, "--out", out, "--allow-typescript"]);
  return treeOf(out);
}

describe("the program in one file", () => {
  it("writes what the modules write", () => {
    const expected = written(modules);
    expect(Object.keys(expected).length).toBeGreaterThan(CLIENTS.length);
    expect(written(program)).toEqual(expected);
  });

  it("writes the same whether code is compiled anew or kept", () => {
    const file = [join(ROOT, "clients", "full.yaml")];
    const anew = written((args) => program(args, { NODE_DISABLE_COMPILE_CACHE: "1" }), file);
    for (const _ of ["the first time", "the second time"]) expect(written(program, file)).toEqual(anew);
  });

  it("finds its data where the modules find theirs", () => {
    for (const verb of ["charts", "alerts", "dashboards"])
      expect(program([verb, "list"])).toBe(modules([verb, "list"]));
  });

  it("runs a config in TypeScript that imports the package as the modules do", () => {
    const [file, dashboard] = [join(scratch, "client.ts"), join(scratch, "pods.ts")];
    writeFileSync(file, CONFIG);
    writeFileSync(dashboard, DASHBOARD);
    const both = [program, modules].map((each) => written(each, [file]));
    expect(both[0]).toEqual(both[1]);
    expect(program(["dashboards", "list", dashboard, "--allow-typescript"])).toContain("Pods in code");
  });
});
