import { describe, expect, it } from "vitest";
import { ExternalDns, externalDnsValues } from "../../../constructs/dns";
import { chartPin } from "../../../src/charts";
import { only, synthesized } from "../../synth";

const TOKEN = { name: "digitalocean-dns", key: "access-token" };
const PROPS = { domain: "acme.dev", owner: "acme" };

describe("externalDnsValues", () => {
  it("make records of Ingresses in one domain, and delete none", () => {
    expect(externalDnsValues(PROPS, TOKEN)).toMatchObject({
      provider: { name: "digitalocean" },
      sources: ["ingress"],
      domainFilters: ["acme.dev"],
      policy: "upsert-only",
      interval: "1m",
    });
  });

  it("delete those of a host that is gone, where that is wanted", () => {
    expect(externalDnsValues({ ...PROPS, policy: "sync", interval: "5m" }, TOKEN)).toMatchObject({
      policy: "sync",
      interval: "5m",
    });
  });

  it("say whose a record is, in one that lies inside the domain for the domain itself too", () => {
    expect(externalDnsValues(PROPS, TOKEN)).toMatchObject({
      registry: "txt",
      txtOwnerId: "acme",
      txtPrefix: expect.stringMatching(/\.$/),
    });
  });

  it("take the token from a Secret", () => {
    expect(externalDnsValues(PROPS, TOKEN).env).toEqual([{ name: "DO_TOKEN", valueFrom: { secretKeyRef: TOKEN } }]);
  });
});

describe("ExternalDns", () => {
  const made = () =>
    synthesized((stack) => {
      new ExternalDns(stack, "external-dns", {
        ...PROPS,
        namespace: "external-dns",
        token: { env: "DIGITALOCEAN_TOKEN", revision: 1 },
      });
    });

  it("is a release that waits for its token", () => {
    const { resource } = made();
    expect(only(resource, "kubernetes_secret_v1").metadata).toMatchObject({ namespace: "external-dns" });
    expect(only(resource, "helm_release")).toMatchObject({
      chart: "external-dns",
      namespace: "external-dns",
      depends_on: [expect.stringMatching(/^kubernetes_secret_v1\./)],
    });
  });

  it("has its prefix read by nobody but itself", () => {
    expect(String(only(made().resource, "helm_release").values)).toContain("external-dns-%%{record_type}.");
  });

  it("is of the last release that knows DigitalOcean by itself: 0.21 would start, and stop at once", () => {
    const [major = 0, minor = 0] = chartPin("external-dns").appVersion.split(".").map(Number);
    expect({ major, recent: minor > 20 }).toEqual({ major: 0, recent: false });
  });
});
