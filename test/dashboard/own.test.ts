import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { sourceText } from "../../src/config/source/text";
import { loadOwnDashboards, locatorOf, parseDashboard, type WantedDashboard } from "../../src/dashboard/own";
import { fixDashboard } from "../../src/dashboard/own/fix";
import { record } from "../../src/dashboard/read";
import { InputError, type Problem } from "../../src/problem";
import { CATALOGUE } from "../queries/platform";

const PROMETHEUS = { type: "prometheus", uid: "prometheus", name: "Prometheus" };
const LOKI = { type: "loki", uid: "loki", name: "Loki" };
const OPTIONS = { context: { prometheus: PROMETHEUS, loki: LOKI }, datasources: [PROMETHEUS, LOKI] };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "belvedere-own-"));
  mkdirSync(join(folder, "dashboards"));
  writeFileSync(join(folder, "package.json"), "{}");
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, "dashboards", name), text);
}

async function load(wanted: Omit<WantedDashboard, "at">, options = {}) {
  const at = { file: join(folder, "client.yaml"), line: 3, column: 5 };
  const loaded = await loadOwnDashboards([{ ...wanted, at }], { ...OPTIONS, ...options });
  return { ...loaded, problems: loaded.problems.map(shown) };
}

function shown({ position, path, message, paste }: Problem): string {
  const place =
    position === undefined ? "" : `${position.file}:${position.line}:${position.column} `.replace(folder, "");
  return `${place}${path}: ${message}${paste === undefined ? "" : ` | ${paste}`}`.replaceAll(folder, "");
}

const GOOD = '{"uid": "orders", "title": "Orders", "id": 4, "panels": []}';

describe("a dashboard of a config", () => {
  it("is read beside the file that names it, and cleaned", async () => {
    write("orders.json", GOOD);
    const { dashboards, problems } = await load({ file: "./dashboards/orders.json" });
    expect(problems).toEqual([]);
    expect(dashboards).toMatchObject([
      { uid: "orders", folder: "Own", json: '{"uid":"orders","title":"Orders","panels":[],"editable":false}' },
    ]);
    expect((await load({ file: "./dashboards/orders.json", folder: "Shop" })).dashboards[0]?.folder).toBe("Shop");
  });

  it.each<readonly [string, string, string]>([
    [
      "a comma too many",
      '{\n  "uid": "a",\n  "panels": [1,\n  ],\n}',
      "/dashboards/a.json:3:15 dashboard: got a comma before ], must be none after the last entry",
    ],
    [
      "a comma too many at the end of a map",
      '{\n  "uid": "a",\n}\n',
      "/dashboards/a.json:2:13 dashboard: got a comma before }, must be none after the last entry",
    ],
    [
      "a comma too few",
      '{"uid": "a"\n "title": "b"}',
      '/dashboards/a.json:2:2 dashboard: got "\\"title\\"", must be a comma between two entries',
    ],
    [
      "a comment",
      '{\n// mine\n"uid": "a"}',
      '/dashboards/a.json:2:1 dashboard: got "// mine", must be no comment: JSON has none',
    ],
    ["an end too early", '{"panels": [', "/dashboards/a.json:1:13 dashboard: got the end of the file, must be"],
    ["a word", '{"a": yes}', '/dashboards/a.json:1:7 dashboard: got "yes", must be a value'],
    ["a list", "[]", "/dashboards/a.json:1:1 dashboard: got a list, must be a map: a dashboard as Grafana exports it"],
    ["nothing", "", "/dashboards/a.json:1:1 dashboard: got the end of the file, must be a value"],
  ])("is refused with %s, with line and column", async (_, text, message) => {
    write("a.json", text);
    expect((await load({ file: "./dashboards/a.json" })).problems).toEqual([expect.stringContaining(message)]);
  });

  it("is refused outside of the repository, where it is missing, and where it is too large", async () => {
    expect((await load({ file: "../../etc/passwd.json" })).problems[0]).toContain("/client.yaml:3:5");
    expect((await load({ file: "./dashboards/no.json" })).problems).toEqual([
      '/client.yaml:3:5 file: got "/dashboards/no.json", which does not exist, must be a file that can be read',
    ]);
    const outside = mkdtempSync(join(tmpdir(), "belvedere-other-"));
    writeFileSync(join(outside, "a.json"), GOOD);
    const up = join("..", outside.slice(tmpdir().length + 1), "a.json");
    expect((await load({ file: up })).problems[0]).toContain("which lies outside the repository");
    write("large.json", " ".repeat(9 * 1024 * 1024));
    expect((await load({ file: "./dashboards/large.json" })).problems[0]).toContain(
      "of 9.0 MiB, must be at most 8 MiB",
    );
  });

  it("says how an export with inputs that nothing fits becomes a file", async () => {
    const input = { name: "DS_ES", type: "datasource", pluginId: "elasticsearch" };
    write("es.json", `{"__inputs": [\n${JSON.stringify(input)}], "uid": "a", "title": "A", "panels": []}`);
    const [problem] = (await load({ file: "./dashboards/es.json" })).problems;
    expect(problem).toContain("/dashboards/es.json:2:1 /dashboards/es.json.__inputs[DS_ES]: got the input DS_ES");
    expect(problem).toContain(
      " | belvedere dashboards import /dashboards/es.json --out /dashboards/es.json --map DS_ES=UID",
    );
  });

  it("may be code, where that is allowed", async () => {
    write(
      "coded.ts",
      `import { defineDashboard, defineSignal, promql } from "belvedere/dashboard";
       const signal = defineSignal({ expr: promql\`up\`, unit: "short" });
       const panel = { kind: "stat", key: "up", title: "Up", description: "Up.", queries: [{ signal }] } as const;
       const rows = [{ title: "All", panels: [panel] }];
       export default defineDashboard({ uid: "coded", title: "Coded", description: "", folder: "Shop", tags: [], rows });`,
    );
    const refused = (await load({ file: "./dashboards/coded.ts" })).problems;
    expect(refused).toEqual([
      '/client.yaml:3:5 dashboards: got "/dashboards/coded.ts", which is code that runs when it is loaded, must be allowed by --allow-typescript',
    ]);
    const { dashboards, problems } = await load({ file: "./dashboards/coded.ts" }, { allowTypeScript: true });
    expect(problems).toEqual([]);
    expect(dashboards).toMatchObject([{ uid: "coded", folder: "Shop" }]);
    expect(record(JSON.parse(dashboards[0]?.json ?? "{}")).panels).toHaveLength(2);
  });

  it("may be several, built by anything, and must be one", async () => {
    const model = '{ uid: "UID", title: "UID", panels: [] }';
    const both = `[{ build: () => (${model.replaceAll("UID", "a")}) }, ${model.replaceAll("UID", "b")}]`;
    write("both.ts", `export default ${both};`);
    const { dashboards } = await load({ file: "./dashboards/both.ts" }, { allowTypeScript: true });
    expect(dashboards.map(({ uid }) => uid)).toEqual(["a", "b"]);
    write("none.ts", "export default [1];");
    const { problems } = await load({ file: "./dashboards/none.ts" }, { allowTypeScript: true });
    expect(problems[0]).toContain("got no dashboard as its default export at place 0");
  });
});

describe("locatorOf", () => {
  const source = sourceText("a.json", '{\n  "panels": [\n    { "id": 1 },\n    { "id": 2 }\n  ]\n}');
  const locate = locatorOf(source);

  it("finds keys, and for what is not there the nearest that is", () => {
    expect(locate(["panels", 1, "id"])).toEqual({ file: "a.json", line: 4, column: 13 });
    expect(locate(["panels", 1, "description"])).toEqual({ file: "a.json", line: 4, column: 5 });
    expect(locate(["title"])).toEqual({ file: "a.json", line: 1, column: 1 });
  });
});

describe("fixDashboard", () => {
  const PLATFORM = { catalogue: CATALOGUE, scrapeInterval: 30 };
  const fix = (text: string) =>
    fixDashboard(sourceText("a.json", text), { datasources: [PROMETHEUS, LOKI], platform: PLATFORM });

  const FILE = `{
    "title": "Orders",
    "id": 7,
    "version": 3,
    "editable": true,
    "panels": [
        {"id": 1, "type": "timeseries", "title": "A", "datasource": {"type": "prometheus", "uid": "prometheus"},
         "targets": [{"refId": "A", "expr": "rate(a_total[5m]) / rate(b_total{c=\\"d\\"}[1m])"}]},
        {"id": 1, "type": "logs", "title": "B", "datasource": {"type": "loki", "uid": "other"}, "targets": []}
    ],
    "templating": {"list": [
        {"name": "node", "type": "query", "refresh": 1, "query": "label_values(up, node)"}
    ]}
}
`;

  it("mends what it can, and leaves all else as it was written", () => {
    const { text, count } = fix(FILE);
    const model = parseDashboard(sourceText("a.json", text));
    expect(Object.keys(model)).toEqual(["title", "editable", "panels", "templating"]);
    expect(model).toMatchObject({
      editable: false,
      panels: [
        {
          id: 1,
          datasource: { type: "prometheus", uid: "${prometheus_datasource}" },
          targets: [{ expr: 'rate(a_total[$__rate_interval]) / rate(b_total{c="d"}[$__rate_interval])' }],
        },
        { id: 2, datasource: { uid: "other" } },
      ],
      templating: { list: [{ name: "prometheus_datasource" }, { name: "node", refresh: 2 }] },
    });
    expect(text).toContain('"title": "A", "datasource": {"type":"prometheus","uid":"${prometheus_datasource}"},\n');
    expect(text).toContain('{"id": 2, "type": "logs", "title": "B", "datasource": {"type": "loki", "uid": "other"}');
    expect(count).toBe(8);
  });

  it("finds nothing more to mend in what it has mended", () => {
    const { text } = fix(FILE);
    expect(fix(text)).toEqual({ text, count: 0 });
  });

  it("mends no file that it cannot read", () => {
    expect(() => fix('{"a": 1,}')).toThrow(InputError);
  });
});
