import { describe, expect, it } from "vitest";
import { Loki, type LokiProps } from "../../../constructs/loki";
import { ServiceEndpoint } from "../../../src/terraform";
import { only, synthesized } from "../../synth";

const ALERTMANAGER = { name: "alertmanager", namespace: "observability", labels: { app: "alertmanager" } };

const PROPS: LokiProps = {
  namespace: "observability",
  tenant: "acme",
  retention: "31d",
  volume: "10Gi",
  schemaFrom: "2024-04-01",
};

const RULER = {
  rules: { "orders.yaml": "groups: []\n" },
  alertmanager: new ServiceEndpoint("alertmanager.observability.svc", 9093, { pods: ALERTMANAGER, port: 9093 }),
};

function made(props: Partial<LokiProps> = {}) {
  let loki: Loki | undefined;
  const { resource } = synthesized((stack) => {
    loki = new Loki(stack, "loki", { ...PROPS, ...props });
  });
  const told = loki?.wires.filter(({ to }) => to === ALERTMANAGER) ?? [];
  return { resource, told: told.map(({ from, ports }) => ({ from: (from as { name: string }).name, ports })) };
}

describe("Loki's ruler", () => {
  it("has its files in a ConfigMap, and a way to Alertmanager", () => {
    const { resource, told } = made({ ruler: RULER });
    expect(only(resource, "kubernetes_config_map_v1")).toMatchObject({
      metadata: { name: "loki-rules", namespace: "observability" },
      data: RULER.rules,
    });
    expect(told).toEqual([{ from: "loki", ports: [9093] }]);
  });

  it("is not there without rules", () => {
    const { resource, told } = made();
    expect(resource).not.toHaveProperty("kubernetes_config_map_v1");
    expect(told).toEqual([]);
  });
});
