import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import type { Contract } from "../../../src/charts";
import { draftOfChart } from "../../../src/charts/generate/chart-draft";
import { differences } from "../../../src/charts/generate/differences";
import { newDraft } from "../../../src/charts/generate/draft";
import { draftOfDefaults } from "../../../src/charts/generate/from-defaults";
import { keyOf, nameRule, templateOf } from "../../../src/charts/generate/names";
import { readPackage } from "../../../src/charts/generate/package";
import { type Probed, pathText } from "../../../src/charts/generate/probe";
import { settle } from "../../../src/charts/generate/settle";
import { shared } from "../../../src/charts/generate/shapes";
import { tar } from "./tar";

describe("names as functions of the release", () => {
  it("are read off renderings", () => {
    expect(templateOf("q7loki7q-gateway.q8ns8q", "loki")).toBe("{release}-gateway.{namespace}");
  });

  it("have a rule for each word that changes them, but none that another implies", () => {
    const templates = new Map([
      ["x", "{release}-prometheus-server"],
      ["prometheus", "{release}-server"],
      ["prometheus-pushgateway", "{release}-server"],
      ["alertmanager", "{release}-prometheus-server"],
    ]);
    expect(nameRule(templates)).toEqual({
      name: "{release}-prometheus-server",
      whenReleaseContains: { prometheus: "{release}-server" },
    });
  });

  it("have a key: what is left without release and chart", () => {
    expect(keyOf("{release}-loki-gateway", "loki", [])).toBe("gateway");
    expect(keyOf("{release}-loki", "loki", [])).toBe("loki");
    expect(keyOf("{release}-prometheus-pushgateway", "prometheus", ["prometheus-pushgateway"])).toBe(
      "prometheus-pushgateway",
    );
  });
});

/** What rendering has shown of maps: which are open, and which were looked at in parts. */
function probed(open: string[][], reached: string[][] = []): Probed {
  return { open: new Set(open.map(pathText)), reached: new Set(reached.map(pathText)) };
}

describe("open and closed maps", () => {
  const draft = draftOfDefaults({ free: {}, closed: { a: 1 }, shown: { a: 1 }, resources: { limits: { cpu: "1" } } });

  it("follow what the chart shows; an empty map is open, a piece of a pod as well where nothing is known", () => {
    expect(settle(draft, { ...probed([["shown"]]), corrections: [] })).toEqual({
      closed: { a: "i" },
      free: "m",
      resources: "m",
      shown: "m",
    });
  });

  it("are closed where a piece of a pod was looked at and handed on in parts", () => {
    const node = settle(draft, { ...probed([], [["resources"], ["resources", "limits"]]), corrections: [] });
    expect(node).toMatchObject({ resources: { limits: { cpu: "s" } } });
  });

  it("follow a correction first, with a star for any key", () => {
    const corrections = [
      { at: ["closed"], because: "test", add: { b: "s" } },
      { at: ["resources", "*"], because: "test", is: "b" },
    ];
    const node = settle(draft, { ...probed([], [["resources"]]), corrections });
    expect(node).toMatchObject({ closed: { a: "i", b: "s" }, resources: { limits: "b" } });
  });

  it("let a key be anything that templates alone look into", () => {
    const templates = newDraft("templates");
    templates.keys.set("below", newDraft("templates"));
    expect(settle(templates, { ...probed([]), corrections: [] })).toEqual({ "": "snbl", below: "*" });
  });
});

describe("shapes", () => {
  it("stand for maps that occur several times", () => {
    const image = { registry: "s", repository: "s", tag: "s", pullPolicy: "s" };
    const { values, shapes } = shared({ a: { image, x: "s" }, b: { image }, c: { x: "s" }, d: { x: "s" } });
    expect(values).toEqual({ a: { image: "@1", x: "s" }, b: { image: "@1" }, c: { x: "s" }, d: { x: "s" } });
    expect(shapes).toEqual({ "1": image });
  });
});

describe("a chart package", () => {
  const folder = mkdtempSync(join(tmpdir(), "belvedere-package-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is read with its subcharts under their aliases", () => {
    const dependencies = "dependencies: [{name: minio, alias: store}]";
    const file = join(folder, "a-1.0.0.tgz");
    const files = {
      "a/Chart.yaml": `name: a\nversion: 1.0.0\nappVersion: "2"\nkubeVersion: ">=1.25"\n${dependencies}\n`,
      "a/values.yaml": "x: 1\n",
      "a/charts/minio/Chart.yaml": "name: minio\nversion: 2.0.0\n",
      [`a/templates/${"long/".repeat(30)}name.yaml`]: "{{ .Values.x }}",
    };
    writeFileSync(file, gzipSync(tar(files)));
    const chart = readPackage(file);
    expect(chart).toMatchObject({ name: "a", version: "1.0.0", appVersion: "2", kubeVersion: ">=1.25" });
    expect([...chart.files.keys()]).toEqual(["Chart.yaml", `templates/${"long/".repeat(30)}name.yaml`, "values.yaml"]);
    expect(chart.subcharts.get("store")).toMatchObject({ name: "minio", version: "2.0.0", appVersion: "2.0.0" });
  });

  it("gives the same whichever subchart was packed first, and each subchart its own globals", () => {
    const subchart = (name: string, globals: string) => ({
      [`a/charts/${name}/Chart.yaml`]: `name: ${name}\nversion: 1.0.0\n`,
      [`a/charts/${name}/values.yaml`]: `global: {${globals}}\n`,
    });
    const parts = [
      { "a/Chart.yaml": "name: a\nversion: 1.0.0\n", "a/values.yaml": "x: 1\n" },
      subchart("gateway", "registry: x, shared: {a: 1}"),
      subchart("metrics", "prefix: y, shared: {b: 1}"),
    ];
    const nodes = [parts, parts.toReversed()].map((order, index) => {
      const file = join(folder, `order-${index}.tgz`);
      writeFileSync(file, gzipSync(tar(Object.assign({}, ...order))));
      return settle(draftOfChart(readPackage(file)), { ...probed([]), corrections: [] });
    });
    expect(nodes[0]).toEqual(nodes[1]);
    expect(nodes[0]).toEqual({
      gateway: { global: { registry: "s", shared: { a: "i" } } },
      global: "m",
      metrics: { global: { prefix: "s", shared: { b: "i" } } },
      x: "i",
    });
  });

  it("is refused where it is none", () => {
    const file = join(folder, "b.tgz");
    writeFileSync(file, gzipSync(tar({ "b/readme": "x" })));
    expect(() => readPackage(file)).toThrow("is no chart package: it has no Chart.yaml");
  });
});

describe("differences of two contracts", () => {
  const before: Contract = {
    chart: "a",
    version: "1.0.0",
    appVersion: "1",
    services: [
      {
        key: "main",
        name: "{release}-a",
        type: "ClusterIP",
        ports: [{ name: "http", port: 80, targetPort: 80, containerPort: 8080 }],
        selector: {},
      },
      { key: "old", name: "{release}-old", type: "ClusterIP", ports: [], selector: {} },
    ],
    workloads: [
      {
        key: "main",
        name: "{release}-a",
        kind: "Deployment",
        replicas: 1,
        ports: {},
        containers: [{ name: "a", requests: { cpu: "10m" }, limits: null }],
        volumes: [{ name: "data", size: "1Gi" }],
      },
    ],
    shapes: {},
    values: { gone: { below: "s" }, other: "s", same: "s" },
  };

  it("are named one by one, what matters most first", () => {
    const [main] = before.services;
    const [work] = before.workloads;
    if (main === undefined || work === undefined) throw new Error("the fixture has them");
    const after: Contract = {
      ...before,
      version: "2.0.0",
      appVersion: "2",
      services: [
        { ...main, name: "{release}-b", ports: [{ name: "http", port: 81, targetPort: 80, containerPort: 8080 }] },
      ],
      workloads: [
        {
          ...work,
          containers: [{ name: "a", requests: { cpu: "20m" }, limits: null }],
          volumes: [{ name: "data", size: "2Gi" }],
        },
      ],
      values: { new: { below: "s" }, other: "i", same: "s" },
    };
    expect(differences(before, after).lines).toEqual([
      "chart version: was 1.0.0, is 2.0.0",
      "program version: was 1, is 2",
      "service old: gone",
      "service main: name: was {release}-a, is {release}-b",
      "service main: ports: was http 80 to 8080, is http 81 to 8080",
      "workload main: volumes: was data 1Gi, is data 2Gi",
      "workload main, container a: was requests cpu 10m, limits none, is requests cpu 20m, limits none",
      "value gone: gone",
      "value other: was a string, is an integer",
      "value new: new",
    ]);
  });

  it("are none between equals", () => {
    expect(differences(before, before).lines).toEqual([]);
  });
});
