import { describe, expect, it } from "vitest";
import { provision } from "../../../constructs/grafana";
import { only, synthesized } from "../../synth";

const FILE = {
  namespace: "obs",
  kind: "dashboards",
  name: "orders",
  content: '{"title":"${DS_X} %{y}"}',
  folder: "Shop",
} as const;

describe("provision", () => {
  it("is one ConfigMap with label, folder and a file name of its own, its text escaped (defects 14, 15)", () => {
    const { resource } = synthesized((stack) => provision(stack, FILE));
    expect(only(resource, "kubernetes_config_map_v1")).toMatchObject({
      data: { "dashboards-orders.json": '{"title":"$${DS_X} %%{y}"}' },
      metadata: {
        annotations: { grafana_folder: "Shop" },
        labels: { grafana_dashboard: "1" },
        name: "grafana-dashboards-orders",
        namespace: "obs",
      },
    });
  });

  it.each(["/etc", "../x", "a/b", ".hidden"])("refuses the folder %s, which leaves the sidecar's own", (folder) => {
    expect(() => synthesized((stack) => provision(stack, { ...FILE, folder }))).toThrow("must be one name");
  });
});
