import { describe, expect, it } from "vitest";
import { DigitalOceanRecords, type DigitalOceanRecordsProps, recordName } from "../../../constructs/dns";
import { loadBalancerAddress } from "../../../src/terraform";
import { only, synthesized } from "../../synth";

function made(change: Partial<DigitalOceanRecordsProps> = {}) {
  return synthesized((stack) => {
    const { made } = new DigitalOceanRecords(stack, "dns", {
      domain: "acme.dev",
      existing: false,
      deletionProtection: true,
      hosts: ["grafana.acme.dev", "acme.dev"],
      address: loadBalancerAddress(stack, "gateway", { name: "traefik", namespace: "ingress" }),
      ...change,
    });
    expect(made).toHaveLength(2);
  });
}

describe("DigitalOceanRecords", () => {
  it("lead every host to the address that the gateway has at plan", () => {
    const { resource, data } = made();
    const records = Object.values(resource.digitalocean_record ?? {});
    expect(records.map(({ name, type }) => `${name} ${type}`).sort()).toEqual(["@ A", "grafana A"]);
    for (const { value } of records)
      expect(value).toBe("${data.kubernetes_service_v1.gateway.status[0].load_balancer[0].ingress[0].ip}");
    expect(only(data, "kubernetes_service_v1")).toMatchObject({ metadata: { name: "traefik", namespace: "ingress" } });
  });

  it("say what to do while the gateway has none", () => {
    const { lifecycle } = only(made().data, "kubernetes_service_v1");
    expect(lifecycle).toEqual({
      postcondition: [
        {
          condition: '${can(regex("^[0-9.]+$", self.status[0].load_balancer[0].ingress[0].ip))}',
          error_message: "Service ingress/traefik has no IP address yet: apply the platform stack first",
        },
      ],
    });
  });

  it("set their lifetime, which the provider would warn about", () => {
    for (const record of Object.values(made().resource.digitalocean_record ?? {})) expect(record.ttl).toBe(300);
  });

  it("stand in a domain that is made here, and not destroyed by mistake", () => {
    const { resource } = made();
    expect(only(resource, "digitalocean_domain")).toMatchObject({
      name: "acme.dev",
      lifecycle: { prevent_destroy: true },
    });
    expect(Object.values(resource.digitalocean_record ?? {})[0]?.domain).toMatch(/^\$\{digitalocean_domain\./);
    const unprotected = made({ deletionProtection: false }).resource;
    expect(only(unprotected, "digitalocean_domain").lifecycle).toEqual({ prevent_destroy: false });
  });

  it("stand in a domain that is there already", () => {
    const { resource, data, removed } = made({ existing: true });
    expect(resource.digitalocean_domain).toBeUndefined();
    expect(only(data, "digitalocean_domain")).toMatchObject({ name: "acme.dev" });
    const [address] = Object.keys(made().resource.digitalocean_domain ?? {});
    expect(removed, "a domain that an earlier apply made").toEqual([
      { from: `digitalocean_domain.${address}`, lifecycle: { destroy: false } },
    ]);
  });
});

describe("recordName", () => {
  it.each([
    ["acme.dev", "@"],
    ["grafana.acme.dev", "grafana"],
    ["a.b.acme.dev", "a.b"],
  ])("of %s is %s", (host, name) => {
    expect(recordName(host, "acme.dev")).toBe(name);
  });

  it("refuses a host of another domain", () => {
    expect(() => recordName("grafana.notacme.dev", "acme.dev")).toThrow("is not under the domain acme.dev");
  });
});
