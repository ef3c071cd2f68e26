import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { loadClient } from "../../src/config";
import { readByTerraform } from "../../src/verify/stack-releases";
import { synthesize } from "../../stacks/synthesize";
import { only, type Synthesized } from "../synth";
import { scratchFolder } from "../tools/examples";

it("gives what stands on every node a place before all that can stand elsewhere, and nothing else", async () => {
  const { config } = await loadClient(join(__dirname, "../../clients/on-premise.yaml"));
  const out = join(scratchFolder(), "out");
  synthesize([config], out);
  const stack = (name: string) =>
    (JSON.parse(readFileSync(join(out, "stacks", name, "cdk.tf.json"), "utf8")) as Synthesized).resource;
  expect(only(stack("rack-platform"), "kubernetes_priority_class_v1")).toMatchObject({
    metadata: { name: "rack-node-agents" },
    value: 1_000_000,
  });
  const named = Object.values(stack("rack-observability").helm_release ?? {}).flatMap(({ name, values }) => {
    const { controller, ...rest } = parse(readByTerraform(String(values)));
    const exporter = rest["prometheus-node-exporter"]?.priorityClassName;
    return [controller?.priorityClassName, exporter].flatMap((one) => (one === undefined ? [] : [`${name} ${one}`]));
  });
  expect(named.sort()).toEqual([
    "alloy rack-node-agents",
    "alloy-journal rack-node-agents",
    "prometheus rack-node-agents",
  ]);
});
