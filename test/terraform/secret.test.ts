import { describe, expect, it } from "vitest";
import { secrets } from "../../src/terraform";
import { only, synthesized } from "../synth";

describe("secrets", () => {
  const env = (name: string, revision = 1) => ({ env: name, revision });

  it("writes what comes from the environment by an ephemeral variable and a write-only argument", () => {
    const { resource, variable } = synthesized((stack) => {
      secrets(stack, "keys", {
        namespace: "obs",
        name: "keys",
        sources: { a: env("A_KEY"), b: env("B_KEY", 3) },
        plain: { user: "admin" },
      });
    });
    expect(only(resource, "kubernetes_secret_v1")).toMatchObject({
      data_wo: { a: "${var.A_KEY}", b: "${var.B_KEY}", user: "admin" },
      data_wo_revision: 4,
      metadata: { name: "keys", namespace: "obs" },
    });
    expect(variable.A_KEY).toMatchObject({ ephemeral: true, sensitive: true, nullable: false, type: "string" });
  });

  it("makes nothing for Secrets that are in the cluster", () => {
    const result = synthesized((stack) => {
      const { refs, made } = secrets(stack, "keys", {
        namespace: "obs",
        name: "keys",
        sources: { a: { existing: { name: "theirs", key: "k" } } },
      });
      expect(refs).toEqual({ a: { name: "theirs", key: "k" } });
      expect(made).toEqual([]);
    });
    expect(result.resource).toBeUndefined();
    expect(Object.keys(result.variable)).toEqual(["kubeconfig"]);
  });

  it("declares a variable once, however many use it", () => {
    const { variable } = synthesized((stack) => {
      for (const id of ["one", "two"])
        secrets(stack, id, { namespace: "obs", name: id, sources: { key: env("SHARED") } });
    });
    expect(Object.keys(variable)).toEqual(["SHARED", "kubeconfig"]);
  });
});
