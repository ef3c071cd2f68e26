import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DataResource, TerraformOutput, Testing } from "cdktf";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { provision } from "../../constructs/grafana/provisioned";
import { type Alert, defineAlertGroup, toGrafanaRules } from "../../src/alert";
import { defineDashboard, type Panel, renderDashboard } from "../../src/dashboard";
import { Release, resource, Stack } from "../../src/terraform";
import { readByTerraform } from "../../src/verify";
import { STORES } from "../../stacks/dashboard-context";
import { grafanaExpansion } from "../alert/grafana-expansion";
import { only, synthesized } from "../synth";
import { scratchFolder } from "./examples";
import { installed, terraform } from "./requirement";
import { suiteWith } from "./suite";

const COUNT = 10_000;
const SEED = 20260721;

/** Heavy on what Terraform reads as template syntax. Composed letters only: Terraform normalizes text to NFC. */
const PIECES = [
  ...'${}%"\\~a \n\r\t$%',
  ..."é€日😀\u0085\u2028\u2029",
  ...[
    "${",
    "%{",
    "$${",
    "%%{",
    "$$${",
    "${~ x ~}",
    "%{ if a }",
    "%{~ endif ~}",
    "${a.b}",
    "\\${",
    "\\n",
    "<<EOT",
    "${{",
    "{{ .Values }}",
  ],
];

/** Random texts, the same on every run; each differs from all others, so that each can be a key. */
const texts: readonly string[] = fc
  .sample(fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 24 }), { numRuns: COUNT, seed: SEED })
  .map((pieces, index) => `${index}${pieces.join("")}`);

const CHUNK = 500;
const chunks = Array.from({ length: COUNT / CHUNK }, (_, index) => texts.slice(index * CHUNK, (index + 1) * CHUNK));

/** Terraform's time for one text grows with the square of the escapes in it. */
const VALUES_CHUNK = 50;

/** The values of real releases, as a stack has them. */
const values = Array.from({ length: COUNT / VALUES_CHUNK }, (_, index) =>
  releaseValues({ list: texts.slice(index * VALUES_CHUNK, (index + 1) * VALUES_CHUNK) }),
);

/** Quotes in quotes: more escapes for each text than in values. All of them take Terraform most of a minute: by `BELVEDERE_LONG`. */
const RULES_CHUNK = 5;
const inRules = process.env.BELVEDERE_LONG === undefined ? texts.slice(0, COUNT / 5) : texts;

/** Files of alert rules, each text in fields that Grafana expands and in those that it leaves as they are. */
const rules = Array.from({ length: inRules.length / RULES_CHUNK }, (_, index) =>
  ruleFile(inRules.slice(index * RULES_CHUNK, (index + 1) * RULES_CHUNK)),
);

/** Panels of one dashboard: their own variables are escapes as well. */
const PANELS = 25;

/** Dashboards with a text in each panel, in another place each time. */
const dashboards = Array.from({ length: COUNT / PANELS }, (_, index) =>
  dashboardOf(`d${index}`, texts.slice(index * PANELS, (index + 1) * PANELS)),
);

type Outputs = Readonly<Record<string, { readonly value: unknown }>>;

suiteWith("terraform apply", terraform(), (terraform) => {
  let outputs: Outputs = {};

  beforeAll(() => {
    outputs = applied(terraform, stackOf(giveTexts));
  });

  it(`gives ${COUNT} random texts back as entries of lists`, () => {
    expect(chunks.flatMap((_, index) => outputs[`list-${index}`]?.value)).toEqual(texts);
  });

  it(`gives ${COUNT} random texts back as keys and values of maps`, () => {
    const entries = chunks.flatMap((_, index) => Object.entries(outputs[`map-${index}`]?.value as object));
    expect(new Map(entries)).toEqual(new Map(texts.map((text) => [text, text])));
  });

  it(`gives ${COUNT} random texts back through the values of a release`, () => {
    expect(outputs.values?.value).toEqual(values.map(readByTerraform));
  });

  it(`gives ${COUNT} random texts back through the ConfigMaps of dashboards`, () => {
    const files = outputs.dashboards?.value as readonly string[];
    expect(files).toEqual(dashboards);
    expect(files.flatMap(textsIn)).toEqual(texts);
  });
});

suiteWith("alert rules through terraform apply", terraform(), (terraform) => {
  it(`hands ${inRules.length} random texts to Grafana through files of alert rules`, { timeout: 900_000 }, () => {
    const { rules: output = { value: [] } } = applied(
      terraform,
      stackOf((stack) => give(stack, "rules", rules)),
    );
    const files = (output.value as readonly string[]).map((file) => JSON.parse(file) as RuleFile);
    const read = files.flatMap(({ groups: [group] }) => group?.rules ?? []);
    // What Grafana expands comes out as it went in; annotations and queries it leaves as they are.
    expect(read.map(({ labels }) => grafanaExpansion(labels.text))).toEqual(inRules);
    expect(read.map(({ annotations }) => annotations.summary)).toEqual(inRules);
    expect(read.map(({ data }) => data[0]?.model.expr)).toEqual(inRules.map(inQuery));
    expect(files.map(({ groups: [group] }) => grafanaExpansion(group?.folder ?? ""))).toEqual(
      rules.map((_, index) => inRules[index * RULES_CHUNK]),
    );
  });
});

interface RuleFile {
  readonly groups: readonly {
    readonly folder: string;
    readonly rules: readonly {
      readonly labels: { readonly text: string };
      readonly annotations: { readonly summary: string };
      readonly data: readonly { readonly model: { readonly expr?: string } }[];
    }[];
  }[];
}

function inQuery(text: string): string {
  return `up{a=${JSON.stringify(text)}}`;
}

function ruleFile(chunk: readonly string[]): string {
  const alerts = chunk.map(
    (text, index): Alert => ({
      name: `A${index}`,
      signal: { expr: { datasource: "prometheus", text: inQuery(text) }, unit: "none" },
      above: 0,
      for: "0s",
      keepFiringFor: "0s",
      severity: "info",
      labels: { text },
      summary: text,
      description: text,
      runbook: text,
      tests: [],
    }),
  );
  const group = defineAlertGroup({ name: "group", folder: chunk[0] ?? "", alerts });
  return toGrafanaRules([group], { prometheus: { type: "prometheus", uid: "prometheus" } });
}

suiteWith("helm template", installed("helm"), (helm) => {
  it(`gives ${COUNT} random texts back through the values of a release`, () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, "templates"));
    writeFileSync(join(folder, "Chart.yaml"), "apiVersion: v2\nname: echo\nversion: 1.0.0\n");
    writeFileSync(
      join(folder, "templates", "echo.yaml"),
      'texts: {{ index .Values "grafana.ini" | toJson | b64enc }}\n',
    );
    const file = join(folder, "ours.yaml");
    const annotations = Object.fromEntries(texts.map((text) => [text, text]));
    writeFileSync(file, readByTerraform(releaseValues({ annotations, list: texts })));
    const output = execFileSync(helm, ["template", "echo", folder, "--values", file], OUTPUT);
    const [, base64 = ""] = /^texts: (.*)$/m.exec(output) ?? [];
    const read = JSON.parse(Buffer.from(base64, "base64").toString("utf8")) as { annotations: object; list: string[] };
    expect(read.list).toEqual(texts);
    expect(new Map(Object.entries(read.annotations))).toEqual(new Map(texts.map((text) => [text, text])));
  });
});

const OUTPUT: ExecFileSyncOptionsWithStringEncoding = { encoding: "utf8", maxBuffer: 1 << 28, stdio: "pipe" };

function releaseValues(ini: Readonly<Record<string, unknown>>): string {
  const { resource } = synthesized((stack) => {
    new Release(stack, "release", { chart: "grafana", namespace: "test", values: { "grafana.ini": ini } });
  });
  return (only(resource, "helm_release").values as [string])[0];
}

function dashboardOf(uid: string, all: readonly string[]): string {
  const panels = all.map((text, index): Panel => {
    const key = `p${index}`;
    const base = { key, title: "Load", description: "Load.", width: 24 };
    const signal = { expr: { datasource: "prometheus" as const, text: "up" }, unit: "none" as const };
    const places: readonly Panel[] = [
      { ...base, kind: "text", content: text },
      { ...base, kind: "text", title: text, content: "" },
      { ...base, kind: "stat", description: text, queries: [{ signal }] },
      { ...base, kind: "stat", queries: [{ signal, legend: text }] },
      { ...base, kind: "stat", queries: [{ signal: { ...signal, expr: { ...signal.expr, text } } }] },
    ];
    return places[index % places.length] as Panel;
  });
  const rows = [{ title: "All", panels }];
  const props = { uid, title: uid, description: uid, folder: "Platform", tags: [], rows };
  const { prometheus, loki } = STORES;
  return renderDashboard(defineDashboard(props), { prometheus, loki });
}

/** The texts of a dashboard that `dashboardOf` made. */
function textsIn(json: string): readonly unknown[] {
  const [, ...panels] = JSON.parse(json).panels;
  return panels.map(
    (
      panel: { options: Record<string, unknown>; targets?: Record<string, unknown>[] } & Record<string, unknown>,
      index: number,
    ) => {
      const [target] = panel.targets ?? [];
      return [panel.options.content, panel.title, panel.description, target?.legendFormat, target?.expr][index % 5];
    },
  );
}

/** What a stack has of these dashboards, as Terraform is given it. */
function provisioned(): readonly unknown[] {
  const { resource } = synthesized((stack) => {
    dashboards.forEach((content, index) => {
      provision(stack, { namespace: "test", kind: "dashboards", name: `d${index}`, folder: "Platform", content });
    });
  });
  const maps = Object.values(resource.kubernetes_config_map_v1 ?? {}) as unknown as readonly {
    data: Record<string, string>;
  }[];
  return dashboards.map((_, index) => {
    const name = `dashboards-d${index}.json`;
    return maps.find(({ data }) => data[name] !== undefined)?.data[name];
  });
}

/** A stack that needs no provider but the built-in one, and gives back what went in. */
function stackOf(fill: (stack: Stack) => void): string {
  const backend = { type: "local", directory: "state" } as const;
  const stack = new Stack(Testing.app(), { client: "texts", kind: "platform", backend });
  fill(stack);
  return Testing.synth(stack);
}

function giveTexts(stack: Stack): void {
  chunks.forEach((chunk, index) => {
    give(stack, `list-${index}`, chunk);
    give(stack, `map-${index}`, Object.fromEntries(chunk.map((text) => [text, text])));
  });
  // Escaped by their releases already.
  const data = new DataResource(stack, "releases", { input: { values, dashboards: provisioned() } });
  for (const name of ["values", "dashboards"])
    new TerraformOutput(stack, name, { value: `\${${data.fqn}.output.${name}}` });
}

function give(stack: Stack, id: string, input: unknown): void {
  const data = resource(DataResource, stack, `data-${id}`, { input: { input } });
  new TerraformOutput(stack, id, { value: `\${${data.fqn}.output.input}` });
}

function applied(terraform: string, json: string): Outputs {
  const folder = scratchFolder();
  const { terraform: settings, ...rest } = JSON.parse(json) as { terraform: Record<string, unknown> };
  // The state stays in the folder.
  const local = { ...rest, terraform: { ...settings, backend: { local: { path: "state.tfstate" } } } };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(local));
  const run = (...args: string[]) => execFileSync(terraform, args, { ...OUTPUT, cwd: folder });
  run("init", "-input=false");
  run("apply", "-auto-approve", "-input=false");
  return JSON.parse(run("output", "-json")) as Outputs;
}
