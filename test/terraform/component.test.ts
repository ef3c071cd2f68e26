import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { Component, configMap, Stack, type Transform } from "../../src/terraform";
import { only, synthesized } from "../synth";

class Notes extends Component {
  constructor(scope: Stack, id: string, transform: Readonly<Record<string, Transform>>) {
    super(scope, id, { transform });
    configMap(this, "notes", { namespace: "obs", name: "notes", data: { text: "${x}" } });
  }
}

describe("Component", () => {
  it("lets its user change any resource, before texts are escaped", () => {
    const { resource } = synthesized((stack) => {
      new Notes(stack, "notes", { notes: (config) => ({ ...config, data: { text: "${y}" } }) });
    });
    expect(only(resource, "kubernetes_config_map_v1").data).toEqual({ text: "$${y}" });
  });

  it("refuses a transform of a resource that it has not", () => {
    const stack = new Stack(Testing.app(), {
      client: "acme",
      kind: "platform",
      backend: { type: "local", directory: "state" },
    });
    new Notes(stack, "notes", { release: (config) => config });
    expect(() => Testing.synth(stack, true)).toThrow('transform names "release", but its resources are notes');
  });
});

describe("configMap", () => {
  it("refuses more than Kubernetes stores", () => {
    expect(() =>
      synthesized((stack) =>
        configMap(stack, "big", { namespace: "obs", name: "big", data: { text: "x".repeat(1024 * 1024) } }),
      ),
    ).toThrow("must be at most 1040384, which is what Kubernetes stores in one object");
  });
});
