import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { addClusterProviders, type CustomResource, customResources, Stack } from "../../src/terraform";
import { synthesizeApp } from "../../src/terraform/app";
import { only, resourcesOf, synthesized } from "../synth";
import { treeOf } from "../tree";

const CHART = join(__dirname, "..", "..", "charts", "belvedere-resources");
const RESOURCE: CustomResource = {
  apiVersion: "example.com/v1",
  kind: "Thing",
  metadata: { name: "thing", namespace: "obs" },
  spec: { text: "${x} {{ .Values }}", number: 31_536_000, list: ["yes", "1:30"] },
};

const scratch = mkdtempSync(join(tmpdir(), "belvedere-custom-"));
afterAll(() => rmSync(scratch, { recursive: true }));

function twoIn(stack: Stack): void {
  addClusterProviders(stack, { type: "context", context: "test" });
  for (const name of ["one", "two"]) customResources(stack, name, { namespace: "obs", name, resources: [RESOURCE] });
}

function synthesizedTo(out: string): void {
  const backend = { type: "local", directory: "state" } as const;
  synthesizeApp(out, (app) => {
    twoIn(new Stack(app, { client: "acme", kind: "platform", backend }));
    new Stack(app, { client: "acme", kind: "cluster", backend });
  });
}

describe("customResources", () => {
  it("are a release of our own chart, by a path in the stack's folder and a pinned version", () => {
    const { resource } = synthesized((stack) => {
      customResources(stack, "things", { namespace: "obs", name: "things", resources: [RESOURCE] });
    });
    const { chart, version, repository, namespace, name } = only(resource, "helm_release");
    expect({ chart, version, repository, namespace, name }).toEqual({
      chart: "./charts/belvedere-resources",
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      repository: undefined,
      namespace: "obs",
      name: "things",
    });
  });

  it("arrive as they were given", () => {
    const { resource } = synthesized((stack) => {
      customResources(stack, "things", { namespace: "obs", name: "things", resources: [RESOURCE] });
    });
    expect(resourcesOf(resource, "things")).toEqual([RESOURCE]);
  });

  it("bring the chart into the folder of each stack that has some, and of no other", () => {
    const out = join(scratch, "first");
    synthesizedTo(out);
    expect(treeOf(join(out, "stacks", "acme-platform", "charts", "belvedere-resources"))).toEqual(treeOf(CHART));
    expect(readdirSync(join(out, "stacks", "acme-cluster"))).toEqual(["cdk.tf.json"]);
    expect(readFileSync(join(out, "stacks", "acme-platform", "cdk.tf.json"), "utf8")).not.toContain(scratch);
  });

  it("leave nothing of an older chart", () => {
    const out = join(scratch, "second");
    const chart = join(out, "stacks", "acme-platform", "charts", "belvedere-resources");
    mkdirSync(chart, { recursive: true });
    writeFileSync(join(chart, "old.yaml"), "");
    synthesizedTo(out);
    expect(treeOf(chart)).toEqual(treeOf(CHART));
  });
});
