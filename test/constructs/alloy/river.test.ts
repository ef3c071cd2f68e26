import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alloyValues } from "../../../constructs/alloy";
import { expression, river } from "../../../constructs/alloy/river";
import { ServiceEndpoint } from "../../../src/terraform";

describe("river", () => {
  it("writes blocks, aligned attributes, lists and expressions", () => {
    expect(
      river([
        {
          name: "a.b",
          label: "c",
          attributes: { one: 1, longer: ["x", "y"], ref: expression("d.e.output") },
          blocks: [{ name: "inner", attributes: { on: true } }],
        },
      ]),
    ).toBe('a.b "c" {\n\tone    = 1\n\tlonger = ["x", "y"]\n\tref    = d.e.output\n\tinner {\n\t\ton = true\n\t}\n}\n');
  });

  it("keeps a text one text, whatever it holds", () => {
    const one = (text: string) => river([{ name: "a", attributes: { text } }]).split("\n");
    fc.assert(
      fc.property(fc.string(), (text) => {
        const line = one(text)[1] ?? "";
        return one(text).length === 4 && JSON.parse(line.replace("\ttext = ", "")) === text;
      }),
      { seed: 3 },
    );
  });
});

const LOKI = { pods: { name: "loki-gateway", namespace: "observability", labels: { app: "loki" } }, port: 8080 };

describe("alloyValues", () => {
  // biome-ignore lint/suspicious/noExplicitAny: values are a tree of another program's making
  const values: any = alloyValues({
    logs: {
      push: new ServiceEndpoint("loki-gateway.observability.svc", 80, LOKI, "/loki/api/v1/push"),
      tenant: "acme",
    },
  });

  it("writes to Loki's gateway with the tenant that it was given (defects 18, 19)", () => {
    expect(values.alloy.configMap.content).toContain(
      'url       = "http://loki-gateway.observability.svc:80/loki/api/v1/push"',
    );
    expect(values.alloy.configMap.content).toContain('tenant_id = "acme"');
  });

  it("may read pods and their logs, and no Secret", () => {
    const verbs = ["get", "list", "watch"];
    expect(values.rbac).toEqual({
      rules: [{ apiGroups: [""], resources: ["pods", "pods/log"], verbs }],
      clusterRules: [{ apiGroups: [""], resources: ["namespaces"], verbs }],
    });
  });

  it("runs on tainted nodes, too", () => {
    expect(values.controller).toEqual({ type: "daemonset", tolerations: [{ operator: "Exists" }] });
  });
});
