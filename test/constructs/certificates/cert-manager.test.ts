import { describe, expect, it } from "vitest";
import { CertManager, certManagerValues } from "../../../constructs/certificates";
import { only, synthesized } from "../../synth";

describe("certManagerValues", () => {
  it("bring the kinds with the release, and leave them when it goes", () => {
    expect(certManagerValues("cert-manager")).toMatchObject({ crds: { enabled: true, keep: true } });
  });

  it("want nothing in kube-system", () => {
    expect(certManagerValues("issuing")).toMatchObject({ global: { leaderElection: { namespace: "issuing" } } });
  });

  it("size every container, the check at the start too", () => {
    const memory = (value: string) => ({ resources: { requests: { memory: value } } });
    expect(certManagerValues("cert-manager")).toMatchObject({
      ...memory("48Mi"),
      webhook: memory("24Mi"),
      cainjector: memory("48Mi"),
      startupapicheck: memory("32Mi"),
    });
  });
});

describe("CertManager", () => {
  it("is one release, that takes the user's values", () => {
    const { resource } = synthesized((stack) => {
      new CertManager(stack, "cert-manager", { namespace: "cert-manager", overrides: { replicaCount: 2 } });
    });
    const { chart, namespace, version, values } = only(resource, "helm_release");
    expect({ chart, namespace, version }).toEqual({
      chart: "cert-manager",
      namespace: "cert-manager",
      version: "v1.21.1",
    });
    expect(String(values)).toContain("replicaCount: 2");
  });

  it("refuses values that its chart does not know", () => {
    expect(() =>
      synthesized((stack) => {
        new CertManager(stack, "cert-manager", { namespace: "cert-manager", overrides: { replicas: 2 } });
      }),
    ).toThrow("replicaCount");
  });
});
