/** Writes the scraped half of the metric catalogue from `/metrics` pages; with `--check` only says which files are stale. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ComponentName } from "../src/queries/catalogue/components";
import { readExposition } from "../src/queries/catalogue/exposition";
import type { MetricsFile } from "../src/queries/catalogue/files";

const ROOT = join(__dirname, "..");
const CATALOGUE = join(ROOT, "src", "queries", "catalogue", "scraped");

/** Start of the names of the pages of a program, which end in its version. */
const PAGES: Readonly<Partial<Record<ComponentName, readonly string[]>>> = {
  alertmanager: ["alertmanager"],
  apiserver: ["kube-apiserver"],
  blackbox: ["blackbox-probe", "blackbox"],
  keycloak: ["keycloak"],
  "kube-state-metrics": ["kube-state-metrics"],
  loki: ["loki"],
  mimir: ["distributor", "ingester", "querier", "query-frontend", "query-scheduler", "store-gateway", "compactor"].map(
    (part) => `mimir-${part}`,
  ),
  "node-exporter": ["node-exporter"],
  prometheus: ["prometheus"],
  pushgateway: ["pushgateway"],
  tempo: ["tempo"],
  traefik: ["traefik"],
};

/** What the executables of managed-tokens pushed: pages of ours, beside what the gateway says of itself. */
const PUSHED = {
  component: "managed-tokens",
  folder: join(ROOT, "test", "managed-tokens", "pages"),
  version: "0.17.1",
  prefix: "managed_tokens_",
} as const;

function main(args: readonly string[]): number {
  const [folder, ...rest] = args.filter((argument) => argument !== "--check");
  if (folder === undefined || rest.length > 0) {
    console.error("usage: npm run catalogue -- FOLDER [--check], the folder holding pages such as loki-3.7.6.prom");
    return 2;
  }
  const check = args.includes("--check");
  const files = [
    ...Object.entries(PAGES).map(([component, names]) => [component, file(folder, names)] as const),
    [PUSHED.component, pushedFile()] as const,
  ];
  const stale = files.filter(([component, made]) => {
    const path = join(CATALOGUE, `${component}.json`);
    if (made === read(path)) return false;
    if (!check) write(path, made);
    console.log(check ? `${component}.json is stale: npm run catalogue` : `wrote ${component}.json`);
    return true;
  });
  return check && stale.length > 0 ? 1 : 0;
}

function file(folder: string, names: readonly string[]): string {
  const pages = names.map((name) => page(folder, name));
  const content: MetricsFile = {
    source: pages.map((found) => `/metrics of ${found.replace(/\.prom$/, "")}`).join(", "),
    metrics: readExposition(pages.map((found) => readFileSync(join(folder, found), "utf8")).join("\n")),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function pushedFile(): string {
  const pages = readdirSync(PUSHED.folder).filter((entry) => entry.endsWith(".prom"));
  const read = readExposition(pages.map((name) => readFileSync(join(PUSHED.folder, name), "utf8")).join("\n"));
  const own = Object.entries(read).filter(([name]) => name.startsWith(PUSHED.prefix));
  const content: MetricsFile = {
    source: `what the executables of managed-tokens ${PUSHED.version} pushed: ${pages.join(", ")}`,
    metrics: Object.fromEntries(own),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function page(folder: string, name: string): string {
  const found = readdirSync(folder).find(
    (entry) => entry.startsWith(`${name}-`) && /^-[rv]?\d.*\.prom$/.test(entry.slice(name.length)),
  );
  if (found === undefined) throw new Error(`got no page ${name}-VERSION.prom in ${folder}, must have one`);
  return found;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

process.exitCode = main(process.argv.slice(2));
