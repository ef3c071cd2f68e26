import { describe, expect, it } from "vitest";
import { type CertificateSource, Certificates } from "../../../constructs/certificates";
import { resourcesOf, synthesized } from "../../synth";

const ISSUER = { kind: "ClusterIssuer", name: "letsencrypt-production" } as const;
const HOSTS = ["grafana.acme.dev", "sso.acme.dev"];

function made(source: CertificateSource, hosts: readonly string[] = HOSTS) {
  const secrets: string[] = [];
  const { resource } = synthesized((stack) => {
    const certificates = new Certificates(stack, "certificates", { namespace: "obs", hosts, source });
    secrets.push(...hosts.map((host) => certificates.secretFor(host)));
  });
  return { secrets, resource };
}

describe("Certificates", () => {
  it("are one for each host, in the namespace of its Ingress", () => {
    const { secrets, resource } = made({ type: "issuer", issuer: ISSUER });
    expect(secrets).toEqual(["grafana.acme.dev-tls", "sso.acme.dev-tls"]);
    const certificates = resourcesOf(resource, "certificates");
    expect(certificates.map(({ spec }) => spec.dnsNames)).toEqual([["grafana.acme.dev"], ["sso.acme.dev"]]);
    expect(certificates[0]).toEqual({
      apiVersion: "cert-manager.io/v1",
      kind: "Certificate",
      metadata: { name: "grafana.acme.dev-tls", namespace: "obs" },
      spec: {
        secretName: "grafana.acme.dev-tls",
        dnsNames: ["grafana.acme.dev"],
        issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: "letsencrypt-production" },
      },
    });
  });

  it("are one for all names right under the domain, and one more for what lies deeper", () => {
    const hosts = ["acme.dev", ...HOSTS, "a.b.acme.dev"];
    const { secrets, resource } = made({ type: "issuer", issuer: ISSUER, wildcard: "acme.dev" }, hosts);
    const wildcard = "wildcard.acme.dev-tls";
    expect(secrets).toEqual([wildcard, wildcard, wildcard, "a.b.acme.dev-tls"]);
    expect(resourcesOf(resource, "certificates").map(({ spec }) => spec.dnsNames)).toEqual([
      ["acme.dev", "*.acme.dev"],
      ["a.b.acme.dev"],
    ]);
  });

  it("that are brought make nothing", () => {
    const { secrets, resource } = made({ type: "existing", secret: "acme-tls" });
    expect(secrets).toEqual(["acme-tls", "acme-tls"]);
    expect(resource).toBeUndefined();
  });

  it("have no Secret for a host that was not named", () => {
    synthesized((stack) => {
      const source = { type: "existing", secret: "acme-tls" } as const;
      const certificates = new Certificates(stack, "certificates", { namespace: "obs", hosts: HOSTS, source });
      expect(() => certificates.secretFor("other.acme.dev")).toThrow(
        "no certificate for other.acme.dev, but for grafana.acme.dev, sso.acme.dev",
      );
    });
  });
});
