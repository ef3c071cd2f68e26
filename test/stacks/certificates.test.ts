import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type ClientInput, parseClient } from "../../src/config";
import { overviewOf } from "../../stacks/overview";
import { synthesize } from "../../stacks/synthesize";
import { only, resourcesOf, type Synthesized } from "../synth";
import { ACME, DROPLETS } from "./acme";

const CLIENT: ClientInput = {
  ...ACME,
  ingress: { certificates: { issuer: "letsencrypt", email: "ops@acme.dev" } },
  grafana: { host: "grafana.acme.dev", adminPassword: { existing: { name: "login", key: "password" } } },
};

type Ingress = ClientInput["ingress"];

const BY_RECORD: Ingress = {
  certificates: { issuer: "letsencrypt", email: "ops@acme.dev", challenge: "dns01", wildcard: true },
  dns: { provider: "digitalocean", existing: true },
};

const scratch = mkdtempSync(join(tmpdir(), "belvedere-certificates-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const clientWith = (ingress: Ingress) => parseClient({ ...CLIENT, ingress });

function stacksOf(config: ReturnType<typeof parseClient>): Readonly<Record<string, Synthesized>> {
  const out = join(mkdtempSync(join(scratch, "client-")), "out");
  const names = synthesize([config], out);
  return Object.fromEntries(
    names.map((name) => [name, JSON.parse(readFileSync(join(out, "stacks", name, "cdk.tf.json"), "utf8"))]),
  );
}

function stackOf(config: ReturnType<typeof parseClient>, name: string): Synthesized {
  const stack = stacksOf(config)[name];
  if (stack === undefined) throw new Error(`no stack ${name}`);
  return stack;
}

function releases({ resource }: Synthesized): string[] {
  return Object.values(resource.helm_release ?? {}).map(({ name, namespace }) => `${namespace}/${name}`);
}

function tlsOfGrafana({ resource }: Synthesized): unknown {
  const grafana = Object.values(resource.helm_release ?? {}).find(({ name }) => name === "grafana");
  return (parse(String(grafana?.values)) as { ingress: { tls: unknown } }).ingress.tls;
}

const LOGIN = { namespace: "observability", name: "login", keys: ["admin-user", "password"] };

describe("certificates of Let's Encrypt", () => {
  const config = clientWith(CLIENT.ingress);

  it("are issued by cert-manager in the platform, in a namespace of its own", () => {
    const platform = stackOf(config, "acme-platform");
    expect(releases(platform)).toEqual(
      expect.arrayContaining(["cert-manager/cert-manager", "cert-manager/issuers", "ingress/edge"]),
    );
    const namespaces = Object.values(platform.resource.kubernetes_namespace_v1 ?? {}).map(({ metadata }) => metadata);
    expect(namespaces).toContainEqual({
      name: "cert-manager",
      labels: expect.objectContaining({ "pod-security.kubernetes.io/enforce": "restricted" }),
    });
  });

  it("are what Grafana's Ingress names", () => {
    const observability = stackOf(config, "acme-observability");
    const [certificate] = resourcesOf(observability.resource, "certificates");
    expect(certificate?.spec.issuerRef).toMatchObject({ name: "letsencrypt-production" });
    expect(tlsOfGrafana(observability)).toEqual([
      { secretName: certificate?.spec.secretName, hosts: ["grafana.acme.dev"] },
    ]);
  });

  it("ask nothing more of the deploying job, and are counted", () => {
    const { components, environmentVariables, existingSecrets, requests } = overviewOf(config);
    expect(components.map(({ chart }) => chart)).toContain("cert-manager");
    expect(environmentVariables).toEqual(["TF_VAR_URL"]);
    expect(existingSecrets).toEqual([LOGIN]);
    expect(requests).toContainEqual({
      chart: "cert-manager",
      fixed: { cpu: 30, memory: 120 },
      perNode: { cpu: 0, memory: 0 },
    });
  });
});

describe("a wildcard", () => {
  it("is proved by a record, with a token of the deploying job", () => {
    const config = clientWith(BY_RECORD);
    expect(overviewOf(config).environmentVariables).toEqual([
      "DIGITALOCEAN_TOKEN",
      "TF_VAR_DIGITALOCEAN_TOKEN",
      "TF_VAR_URL",
    ]);
    expect(only(stackOf(config, "acme-platform").resource, "kubernetes_secret_v1").metadata).toMatchObject({
      namespace: "cert-manager",
    });
    const observability = stackOf(config, "acme-observability");
    expect(resourcesOf(observability.resource, "certificates")[0]?.spec.dnsNames).toEqual(["acme.dev", "*.acme.dev"]);
    expect(tlsOfGrafana(observability)).toMatchObject([{ secretName: "wildcard.acme.dev-tls" }]);
  });

  it("takes its token from a Secret beside cert-manager", () => {
    const token = { existing: { name: "do", key: "token" } };
    const config = clientWith({ ...BY_RECORD, certificates: { ...BY_RECORD.certificates, token } } as Ingress);
    expect(overviewOf(config).existingSecrets).toMatchObject([{ namespace: "cert-manager", name: "do" }, LOGIN]);
    expect(stackOf(config, "acme-platform").resource.kubernetes_secret_v1).toBeUndefined();
  });
});

describe("records", () => {
  it("are made before the certificates that are proved by them, and no longer by hand", () => {
    const config = clientWith(BY_RECORD);
    const { resource } = stackOf(config, "acme-observability");
    expect(overviewOf(config).records).toEqual([]);
    expect(only(resource, "digitalocean_record")).toMatchObject({ name: "grafana", type: "A" });
    const certificates = Object.values(resource.helm_release ?? {}).find(({ name }) => name === "certificates");
    expect(certificates?.depends_on).toEqual([expect.stringMatching(/^digitalocean_record\./)]);
  });

  it("share their provider with a cluster that is looked up", () => {
    const config = parseClient({
      ...CLIENT,
      cluster: { ...DROPLETS, access: { type: "dataSource" } },
      ingress: { ...CLIENT.ingress, dns: { provider: "digitalocean" } },
    });
    expect(stackOf(config, "acme-observability").provider.digitalocean).toHaveLength(1);
  });

  it("are yours to make without a provider", () => {
    const config = clientWith(CLIENT.ingress);
    expect(overviewOf(config).records).toEqual([
      { name: "grafana.acme.dev", type: "A", value: "address of the gateway" },
    ]);
    const { provider, data } = stackOf(config, "acme-observability");
    expect(provider.digitalocean).toBeUndefined();
    expect(data).toBeUndefined();
  });
});

describe("a certificate that is brought", () => {
  it("makes nothing, and is asked for where a host is served", () => {
    const config = clientWith({ certificates: { issuer: "existing", secret: "acme-tls" } });
    expect(overviewOf(config).existingSecrets).toEqual([
      { namespace: "observability", name: "acme-tls", keys: ["tls.crt", "tls.key"] },
      LOGIN,
    ]);
    const stacks = Object.values(stacksOf(config));
    expect(stacks.flatMap(releases)).not.toContain("cert-manager/cert-manager");
    expect(stacks.flatMap(releases)).not.toContain("observability/certificates");
  });
});
