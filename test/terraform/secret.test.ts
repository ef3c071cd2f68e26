import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SecretSource, secrets } from "../../src/terraform";
import { externalSecretResource } from "../../src/terraform/external-secret";
import { only, resourcesOf, type Synthesized, synthesized } from "../synth";

const env = (name: string, revision = 1): SecretSource => ({ env: name, revision });
const generated = (revision = 1, length = 32): SecretSource => ({ generated: { length }, revision });
const external = (key: string, property?: string): SecretSource => ({
  externalSecret: { store: "vault", key, property, refreshInterval: "15m" },
  revision: 1,
});

interface WriteOnly {
  readonly data_wo: Readonly<Record<string, string>>;
  readonly data_wo_revision: number;
  readonly metadata: { readonly name: string; readonly namespace: string };
}

function made(sources: Readonly<Record<string, SecretSource>>, plain?: Readonly<Record<string, string>>): Synthesized {
  return synthesized((stack) => {
    secrets(stack, "keys", { namespace: "obs", name: "keys", sources, ...(plain === undefined ? {} : { plain }) });
  });
}

function byName({ resource }: Synthesized): Readonly<Record<string, WriteOnly>> {
  const all = Object.values(resource.kubernetes_secret_v1 ?? {}) as unknown as WriteOnly[];
  return Object.fromEntries(all.map((secret) => [secret.metadata.name, secret]));
}

describe("secrets that are no text", () => {
  const set = (sources: Readonly<Record<string, SecretSource>>) =>
    synthesized((stack) => {
      secrets(stack, "keytabs", { namespace: "obs", name: "keytabs", sources, binary: true });
    }).resource;

  it("are sent as the base64 that their variables hold", () => {
    const secret = only(set({ "a.keytab": env("A_KEYTAB", 2) }), "kubernetes_secret_v1");
    expect(secret).toMatchObject({ binary_data_wo: { "a.keytab": "${var.A_KEYTAB}" } });
    expect(secret).toHaveProperty("binary_data_wo_revision");
    expect(secret).not.toHaveProperty("data_wo");
  });

  it("are decoded by the operator where a store has them", () => {
    const [resource] = resourcesOf(set({ "a.keytab": external("keytabs/a") }), "keytabs-external");
    expect(resource?.spec.data).toEqual([
      {
        secretKey: "a.keytab",
        sourceRef: { storeRef: { kind: "ClusterSecretStore", name: "vault" } },
        remoteRef: { key: "keytabs/a", decodingStrategy: "Base64" },
      },
    ]);
  });
});

describe("secrets of the environment", () => {
  it("are written by an ephemeral variable and a write-only argument", () => {
    const { resource, variable } = made({ a: env("A_KEY"), b: env("B_KEY", 3) }, { user: "admin" });
    expect(only(resource, "kubernetes_secret_v1")).toMatchObject({
      data_wo: { a: "${var.A_KEY}", b: "${var.B_KEY}", user: "admin" },
      metadata: { name: "keys", namespace: "obs" },
    });
    expect(variable.A_KEY).toMatchObject({ ephemeral: true, sensitive: true, nullable: false, type: "string" });
  });

  it("are written anew when a revision, a variable, a key or a plain value changes", () => {
    const revision = (...what: Parameters<typeof made>) => byName(made(...what)).keys?.data_wo_revision;
    const all = [
      revision({ a: env("A"), b: env("B") }),
      revision({ a: env("A", 2), b: env("B") }),
      revision({ a: env("A"), b: env("B", 2) }),
      revision({ a: env("A2"), b: env("B") }),
      revision({ a: env("A"), c: env("B") }),
      revision({ a: env("A"), b: env("B") }, { user: "admin" }),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(revision({ a: env("A"), b: env("B") })).toBe(all[0]);
  });

  it("declare a variable once, however many use it", () => {
    const { variable } = synthesized((stack) => {
      for (const id of ["one", "two"])
        secrets(stack, id, { namespace: "obs", name: id, sources: { key: env("SHARED") } });
    });
    expect(Object.keys(variable)).toEqual(["SHARED", "kubeconfig"]);
  });
});

describe("secrets that are in the cluster", () => {
  it("make nothing", () => {
    const result = synthesized((stack) => {
      const { refs, made: dependables } = secrets(stack, "keys", {
        namespace: "obs",
        name: "keys",
        sources: { a: { existing: { name: "theirs", key: "k" } } },
      });
      expect(refs).toEqual({ a: { name: "theirs", key: "k" } });
      expect(dependables).toEqual([]);
    });
    expect(result.resource).toBeUndefined();
    expect(Object.keys(result.variable)).toEqual(["kubeconfig"]);
  });
});

describe("generated secrets", () => {
  it("are ephemeral, and reach the cluster by a write-only argument alone", () => {
    const synthesized = made({ a: generated(1, 40) }, { user: "admin" });
    expect(synthesized).toMatchObject({
      ephemeral: { random_password: { "keys-generated": { length: 40, special: false } } },
      terraform: { required_providers: { random: { source: "hashicorp/random", version: "3.7.2" } } },
    });
    expect(byName(synthesized).keys?.data_wo).toEqual({
      a: "${ephemeral.random_password.keys-generated.result}",
      user: "admin",
    });
  });

  it("stay as they are whatever becomes of their neighbours, their length and what stands beside them", () => {
    const revision = (...what: Parameters<typeof made>) => byName(made(...what))["keys-a"]?.data_wo_revision;
    const first = revision({ a: generated(), b: env("B"), c: generated() });
    expect(first).toBeGreaterThan(0);
    expect(revision({ a: generated(), b: env("B", 2), c: generated(2) })).toBe(first);
    expect(revision({ a: generated(1, 64), b: external("x") }, { user: "admin" })).toBe(first);
    expect(revision({ a: generated(2), b: env("B"), c: generated() })).not.toBe(first);
  });

  it("are each another one, in every namespace", () => {
    const stack = synthesized((stack) => {
      for (const namespace of ["one", "two"])
        secrets(stack, namespace, { namespace, name: "keys", sources: { a: generated(), b: generated() } });
    }) as Synthesized & { readonly ephemeral: { readonly random_password: object } };
    expect(Object.keys(stack.ephemeral.random_password)).toHaveLength(4);
  });

  it("are one where two sets share it", () => {
    const stack = synthesized((stack) => {
      for (const namespace of ["one", "two"])
        secrets(stack, namespace, { namespace, name: namespace, sources: { a: generated() }, shared: { a: "client" } });
    });
    const { one, two } = byName(stack);
    expect(one?.data_wo.a).toBe("${ephemeral.random_password.generated-client.result}");
    expect(two?.data_wo).toEqual(one?.data_wo);
    expect(two?.data_wo_revision).toBe(one?.data_wo_revision);
  });

  it("cannot be shared by two who want it of another length", () => {
    expect(() =>
      synthesized((stack) => {
        for (const [index, length] of [32, 40].entries())
          secrets(stack, `s${index}`, {
            namespace: "obs",
            name: `s${index}`,
            sources: { a: generated(1, length) },
            shared: { a: "client" },
          });
      }),
    ).toThrow('the value "client" is made with 32 characters, asked for 40');
  });
});

describe("secrets of a store", () => {
  it("are filled into one Secret by the operator", () => {
    const { resource } = made({ a: external("team/a", "password"), b: external("team/b") });
    expect(resource.kubernetes_secret_v1).toBeUndefined();
    expect(resourcesOf(resource, "keys-external")).toEqual([
      {
        apiVersion: "external-secrets.io/v1",
        kind: "ExternalSecret",
        metadata: {
          name: "keys-external",
          namespace: "obs",
          annotations: { "force-sync": expect.stringMatching(/^[0-9]+$/) },
        },
        spec: {
          refreshInterval: "900s",
          target: { name: "keys-external" },
          data: [
            {
              secretKey: "a",
              sourceRef: { storeRef: { kind: "ClusterSecretStore", name: "vault" } },
              remoteRef: { key: "team/a", property: "password" },
            },
            {
              secretKey: "b",
              sourceRef: { storeRef: { kind: "ClusterSecretStore", name: "vault" } },
              remoteRef: { key: "team/b" },
            },
          ],
        },
      },
    ]);
  });

  it("hold plain values beside them, whatever a template would make of these", () => {
    const pieces = fc.constantFrom("{{", "}}", "{", "}", "{{-", '"', " ", "a", ".Values", "\n");
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const user = parts.join("");
        const { spec } = externalSecretResource({ namespace: "obs", name: "keys", plain: { user } }, []);
        const { template } = spec.target as { readonly template: { readonly data: { readonly user: string } } };
        const opened = template.data.user.split('{{ "{{" }}');
        expect(opened.every((text) => !text.includes("{{"))).toBe(true);
        expect(opened.join("{{")).toBe(user);
      }),
    );
  });
});
