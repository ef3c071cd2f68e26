import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { main as run } from "../../cli/main";
import type { Problem } from "../../src/problem";
import { printed } from "./printed";

const main = (...argv: readonly string[]) => run(["dashboards", ...argv], "1.2.3");
const CLIENT = readFileSync("clients/minimal.yaml", "utf8");
const told = printed();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "belvedere-dashboards-"));
  writeFileSync(join(folder, "package.json"), "{}");
});

function write(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content, undefined, 2));
  return file;
}

function dashboard(uid: string, expr: string, more: object = {}) {
  const datasource = { type: "prometheus", uid: "${datasource}" };
  const panel = {
    id: 1,
    type: "timeseries",
    title: "Orders",
    description: "Orders.",
    gridPos: { x: 0, y: 0, w: 12, h: 8 },
    fieldConfig: { defaults: { unit: "short" } },
    datasource,
    targets: [{ refId: "A", datasource, expr }],
  };
  const list = [{ name: "datasource", type: "datasource", query: "prometheus", current: { value: "prometheus" } }];
  return { uid, title: uid, editable: false, panels: [panel], templating: { list }, ...more };
}

const GOOD = "sum(rate(orders_total[$__rate_interval]))";

function client(...dashboards: readonly string[]): string {
  return write("client.yaml", `${CLIENT}dashboards:\n${dashboards.map((line) => `  - ${line}\n`).join("")}`);
}

describe("dashboards list", () => {
  it("prints shipped ones, and those of a client", async () => {
    expect(await main("list")).toBe(0);
    expect(told.out).toContain("cluster-overview");
    expect(told.out).toContain("Probes");
    write("orders.json", dashboard("orders", GOOD));
    told.out = "";
    expect(await main("list", client("./orders.json"), "--format", "json")).toBe(0);
    const all = JSON.parse(told.out) as readonly { uid: string; source: string; panels: number }[];
    expect(all.find(({ uid }) => uid === "orders")).toMatchObject({ folder: "Own", panels: 1, title: "orders" });
    // The client has no probes.
    expect(all.map(({ uid }) => uid)).not.toContain("probes");
  });
});

describe("dashboards check", () => {
  const problems = () => (JSON.parse(told.out) as { problems: readonly Problem[] }).problems;

  it("finds nothing in the shipped ones", async () => {
    expect(await main("check", "--format", "json")).toBe(0);
    expect(problems()).toEqual([]);
  });

  it("names rule, file, line and column, and knows metrics of ours that are misspelt", async () => {
    const file = write("orders.json", dashboard("orders", "sum(kube_nod_info)"));
    expect(await main("check", file, "--format", "json")).toBe(1);
    expect(problems()).toMatchObject([
      {
        rule: "promql/series",
        position: { file, line: 33, column: 19 },
        subject: { dashboard: "orders", panel: "Orders" },
      },
    ]);
    expect(problems()[0]?.message).toContain("did you mean kube_node_info");
  });

  it("names both places of a uid that is there twice", async () => {
    const first = write("a.json", dashboard("same", GOOD));
    const second = write("b.json", dashboard("same", GOOD, { title: "other" }));
    expect(await main("check", first, second)).toBe(1);
    expect(told.out).toContain(`${second}:2:10`);
    expect(told.out).toContain(`got uid "same", which ${first} has already: must be unique`);
  });

  it("refuses what does not fit a ConfigMap", async () => {
    const file = write("large.json", dashboard("large", GOOD, { description: "x".repeat(1 << 20) }));
    expect(await main("check", file)).toBe(1);
    expect(told.out).toContain("must be at most 1040384, which is what Kubernetes stores in one object");
  });

  it("writes annotations for a pull request", async () => {
    const file = write("a.json", '{\n "uid": "a",\n}');
    expect(await main("check", file, "--format", "github")).toBe(1);
    expect(told.out).toBe(
      `::error file=${file},line=2,col=12,title=dashboard::dashboard: got a comma before }, must be none after the last entry\n`,
    );
  });

  it("mends what it can, and says how much", async () => {
    const file = write("a.json", dashboard("a", "sum(rate(orders_total[5m]))", { editable: true, id: 4 }));
    expect(await main("check", file)).toBe(1);
    told.out = "";
    expect(await main("check", file, "--fix")).toBe(0);
    expect(told.out).toContain("no problems, 3 mended");
    expect(readFileSync(file, "utf8")).toContain("sum(rate(orders_total[$__rate_interval]))");
    expect(readdirSync(folder)).toEqual(["a.json", "package.json"]);
  });

  it("holds a client's own against all the rest, and ignores with a reason", async () => {
    write("orders.json", dashboard("cluster-overview", GOOD));
    write(
      "score.json",
      dashboard("score", "score", { panels: [{ ...dashboard("", "score").panels[0], description: "" }] }),
    );
    const rule = "{ rule: panel-title-description-rule, panel: Orders, reason: All know it. }";
    const file = client(
      "./orders.json",
      `{ file: ./score.json, ignore: [${rule}, ${rule.replace("Orders", "Gone")}] }`,
    );
    expect(await main("check", file, "--format", "json")).toBe(1);
    expect(problems().map(({ rule: name, severity, message }) => [name, severity, message])).toEqual([
      [
        "dashboard-unique",
        undefined,
        'got uid "cluster-overview", which dashboards.cluster-overview has already: must be unique',
      ],
      [undefined, "warning", "ignores panel-title-description-rule, which finds nothing there: take the entry out"],
    ]);
  });

  it("is a part of belvedere check, and stops a synthesis", async () => {
    write("orders.json", dashboard("orders", "sum("));
    const file = client("./orders.json");
    expect(await run(["check", file], "1.2.3")).toBe(1);
    expect(told.out).toContain("orders.json:33:19");
    expect(await run(["synth", file, "-o", join(folder, "out")], "1.2.3")).toBe(1);
    expect(existsSync(join(folder, "out"))).toBe(false);
  });
});

describe("a synthesis", () => {
  it("provisions a client's own dashboards, each in a ConfigMap, in its folder", async () => {
    write("orders.json", dashboard("Orders_1", GOOD, { version: 3 }));
    const file = client("{ file: ./orders.json, folder: Shop }");
    expect(await run(["synth", file, "-q", "-o", join(folder, "out")], "1.2.3")).toBe(0);
    const stack = JSON.parse(readFileSync(join(folder, "out/stacks/acme-observability/cdk.tf.json"), "utf8"));
    const maps: readonly { metadata: { name: string; annotations: object }; data: Readonly<Record<string, string>> }[] =
      Object.values(stack.resource.kubernetes_config_map_v1);
    const own = maps.find(({ metadata }) => metadata.name.startsWith("grafana-dashboards-orders-1-"));
    expect(own?.metadata.annotations).toEqual({ grafana_folder: "Shop" });
    const [[name = "", text = ""] = []] = Object.entries(own?.data ?? {});
    expect(name).toMatch(/^dashboards-orders-1-[0-9a-f]{8}\.json$/);
    expect(JSON.parse(text.replaceAll("$${", "${"))).toMatchObject(dashboard("Orders_1", GOOD));
  });
});

describe("dashboards import", () => {
  const input = (name: string, pluginId: string) => ({ name, type: "datasource", pluginId });

  it("writes a file that can be provisioned, and says what is left to do in it", async () => {
    const exported = { ...dashboard("orders", GOOD), id: 3, __inputs: [input("DS_PROMETHEUS", "prometheus")] };
    const file = join(folder, "orders.json");
    expect(await main("import", write("export.json", exported), "--out", file)).toBe(0);
    expect(told.err).toContain(`wrote ${file}`);
    expect(await main("check", file)).toBe(0);
  });

  it("prints it without a file, byte for byte the same each time", async () => {
    const file = write("export.json", dashboard("orders", GOOD));
    expect(await main("import", file)).toBe(0);
    const first = told.out;
    told.out = "";
    expect(await main("import", file)).toBe(0);
    expect(told.out).toBe(first);
    expect(JSON.parse(told.out)).toMatchObject({ uid: "orders" });
  });

  it("lists unmapped inputs with name, type, plugin and the option to paste, and writes nothing", async () => {
    const inputs = [input("DS_ES", "elasticsearch"), input("DS_PROMETHEUS", "prometheus")];
    const file = write("export.json", { ...dashboard("a", GOOD), __inputs: inputs });
    const target = join(folder, "a.json");
    expect(await main("import", file, "--out", target)).toBe(1);
    expect(told.err).toContain("got the input DS_ES of type datasource for the plugin elasticsearch");
    expect(told.err).toContain("--map DS_ES=UID");
    expect(existsSync(target)).toBe(false);
    expect(await main("import", file, "--out", target, "--map", "DS_ES=loki")).toBe(0);
  });

  it("knows the datasources of a client", async () => {
    const es = "{ type: elasticsearch, url: https://es.acme.dev, indices: [orders-*], apiKey: { env: ES_KEY } }";
    const source = `grafana: { host: grafana.acme.dev, datasources: { es: ${es} } }`;
    const clientFile = write("client.yaml", CLIENT.replace(/^grafana:.*$/m, source));
    const file = write("export.json", { ...dashboard("a", GOOD), __inputs: [input("DS_ES", "elasticsearch")] });
    expect(await main("import", file, "--client", clientFile)).toBe(0);
  });

  it("refuses a mapping that is none", async () => {
    expect(await main("import", write("a.json", dashboard("a", GOOD)), "--map", "DS_ES")).toBe(2);
    expect(told.err).toContain("must be NAME=uid");
  });
});

describe("dashboards preview", () => {
  it("writes a page for each, and one that lists them", async () => {
    const target = join(folder, "pages");
    expect(await main("preview", target, write("orders.json", dashboard("orders", GOOD)))).toBe(0);
    expect(readdirSync(target)).toEqual(["index.html", "orders.html"]);
    expect(await main("preview", target)).toBe(0);
    expect(readdirSync(target)).toContain("cluster-overview.html");
    expect(readdirSync(target)).not.toContain("orders.html");
  });

  it("writes over no folder that holds something else", async () => {
    mkdirSync(join(folder, "other"));
    write("other/notes.txt", "mine");
    expect(await main("preview", join(folder, "other"))).toBe(2);
    expect(told.err).toContain("which holds notes.txt");
    expect(readdirSync(join(folder, "other"))).toEqual(["notes.txt"]);
  });
});
