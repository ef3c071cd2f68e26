import { describe, expect, it } from "vitest";
import { type Challenge, LetsEncrypt } from "../../../constructs/certificates";
import { only, resourcesOf, synthesized } from "../../synth";

const GATEWAY = { pods: { name: "traefik", namespace: "ingress", labels: { app: "traefik" } }, ports: [8443] };
const HTTP: Challenge = { type: "http01", ingressClass: "traefik", gateway: GATEWAY };
const DNS: Challenge = { type: "dns01", token: { env: "DIGITALOCEAN_TOKEN", revision: 2 } };

function made(challenge: Challenge) {
  return synthesized((stack) => {
    const { issuers } = new LetsEncrypt(stack, "issuers", {
      namespace: "cert-manager",
      email: "ops@acme.dev",
      challenge,
    });
    expect(issuers.staging).toEqual({ kind: "ClusterIssuer", name: "letsencrypt-staging" });
  });
}

describe("LetsEncrypt", () => {
  it("is an issuer for use and one to try with, each with an account of its own", () => {
    const issuers = resourcesOf(made(HTTP).resource, "issuers");
    expect(issuers.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      "ClusterIssuer letsencrypt-production",
      "ClusterIssuer letsencrypt-staging",
    ]);
    expect(issuers.map(({ spec }) => spec.acme)).toEqual([
      expect.objectContaining({
        server: "https://acme-v02.api.letsencrypt.org/directory",
        email: "ops@acme.dev",
        privateKeySecretRef: { name: "letsencrypt-production-account" },
      }),
      expect.objectContaining({
        server: "https://acme-staging-v02.api.letsencrypt.org/directory",
        privateKeySecretRef: { name: "letsencrypt-staging-account" },
      }),
    ]);
  });

  it("proves hosts through the gateway", () => {
    const [issuer] = resourcesOf(made(HTTP).resource, "issuers");
    expect(issuer?.spec).toMatchObject({
      acme: { solvers: [{ http01: { ingress: { ingressClassName: "traefik", serviceType: "ClusterIP" } } }] },
    });
  });

  it("proves hosts by a record, with a token that no release holds", () => {
    const { resource, variable } = made(DNS);
    const [issuer] = resourcesOf(resource, "issuers");
    expect(issuer?.spec).toMatchObject({
      acme: {
        solvers: [{ dns01: { digitalocean: { tokenSecretRef: { name: "digitalocean-dns", key: "access-token" } } } }],
      },
    });
    expect(only(resource, "kubernetes_secret_v1")).toMatchObject({
      metadata: { namespace: "cert-manager", name: "digitalocean-dns" },
      data_wo: { "access-token": "${var.DIGITALOCEAN_TOKEN}" },
    });
    expect(variable.DIGITALOCEAN_TOKEN).toMatchObject({ ephemeral: true });
    expect(only(resource, "helm_release").depends_on).toEqual([
      expect.stringMatching(/^kubernetes_secret_v1\.issuers_token/),
    ]);
  });
});
