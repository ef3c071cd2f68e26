import { describe, expect, it } from "vitest";
import {
  ExternalSecrets,
  externalSecretsValues,
  SecretStore,
  type StoreProvider,
} from "../../../constructs/external-secrets";
import { only, resourcesOf, synthesized } from "../../synth";

const secret = (env: string) => ({ env, revision: 1 });

function made(provider: StoreProvider, usedIn: readonly string[] = ["observability"]) {
  return synthesized((stack) => {
    new SecretStore(stack, "store", { namespace: "secret-stores", name: "main", provider, usedIn });
  });
}

function storeOf(provider: StoreProvider) {
  const [store] = resourcesOf(made(provider).resource, "store-main");
  return store;
}

const ref = (key: string) => ({ name: "store-main", key, namespace: "secret-stores" });

const VAULT = { server: "https://vault.acme.dev", path: "secret", version: "v2" } as const;
const BY_KUBERNETES: StoreProvider = {
  vault: { ...VAULT, auth: { kubernetes: { role: "belvedere", mountPath: "kubernetes" } } },
};

describe("SecretStore", () => {
  it("is open to the namespaces that use it, and to no other", () => {
    const [store] = resourcesOf(made(BY_KUBERNETES, ["identity", "observability"]).resource, "store-main");
    expect(store).toMatchObject({
      apiVersion: "external-secrets.io/v1",
      kind: "ClusterSecretStore",
      metadata: { name: "main" },
      spec: { conditions: [{ namespaces: ["identity", "observability"] }] },
    });
    expect(() => made(BY_KUBERNETES, [])).toThrow("store main: must be used in one namespace at least");
  });

  it("signs in to Vault by a service account of its own, for which a token is signed that Vault alone takes", () => {
    const { resource } = made(BY_KUBERNETES);
    expect(resource.kubernetes_secret_v1).toBeUndefined();
    expect(only(resource, "kubernetes_service_account_v1")).toMatchObject({
      metadata: { name: "store-main", namespace: "secret-stores" },
      automount_service_account_token: false,
    });
    expect(storeOf(BY_KUBERNETES)?.spec.provider).toEqual({
      vault: {
        ...VAULT,
        auth: {
          kubernetes: {
            role: "belvedere",
            mountPath: "kubernetes",
            serviceAccountRef: { name: "store-main", namespace: "secret-stores", audiences: ["vault"] },
          },
        },
      },
    });
    expect(only(resource, "helm_release").depends_on).toEqual([
      expect.stringMatching(/^kubernetes_service_account_v1\./),
    ]);
  });

  it.each<readonly [name: string, provider: StoreProvider, spec: object, keys: readonly string[]]>([
    [
      "Vault by an AppRole",
      {
        vault: {
          ...VAULT,
          namespace: "platform",
          auth: { appRole: { roleId: "reader", secretId: secret("ID"), mountPath: "approle" } },
        },
      },
      {
        vault: {
          ...VAULT,
          namespace: "platform",
          auth: { appRole: { path: "approle", roleId: "reader", secretRef: ref("secret-id") } },
        },
      },
      ["secret-id"],
    ],
    [
      "AWS",
      {
        aws: {
          service: "ParameterStore",
          region: "eu-west-2",
          accessKeyId: secret("ID"),
          secretAccessKey: secret("KEY"),
        },
      },
      {
        aws: {
          service: "ParameterStore",
          region: "eu-west-2",
          auth: {
            secretRef: {
              accessKeyIDSecretRef: ref("access-key-id"),
              secretAccessKeySecretRef: ref("secret-access-key"),
            },
          },
        },
      },
      ["access-key-id", "secret-access-key"],
    ],
    [
      "Google",
      { gcp: { project: "acme", serviceAccountKey: secret("KEY") } },
      { gcpsm: { projectID: "acme", auth: { secretRef: { secretAccessKeySecretRef: ref("service-account-key") } } } },
      ["service-account-key"],
    ],
    [
      "1Password",
      { onePassword: { vault: "Platform", token: secret("TOKEN") } },
      { onepasswordSDK: { vault: "Platform", auth: { serviceAccountSecretRef: ref("token") } } },
      ["token"],
    ],
  ])("signs in to %s by a Secret that only it reads", (_, provider, spec, keys) => {
    const { resource } = made(provider);
    expect(storeOf(provider)?.spec.provider).toEqual(spec);
    expect(resource.kubernetes_service_account_v1).toBeUndefined();
    const { metadata, data_wo } = only(resource, "kubernetes_secret_v1");
    expect(metadata).toMatchObject({ name: "store-main", namespace: "secret-stores" });
    expect(Object.keys(data_wo as object)).toEqual(keys);
  });
});

describe("ExternalSecrets", () => {
  it("leaves its kinds when it goes, and with them what came from stores", () => {
    expect(externalSecretsValues()).toMatchObject({ crds: { annotations: { "helm.sh/resource-policy": "keep" } } });
  });

  it("reads stores, and neither writes to one nor lets those who edit a namespace read one", () => {
    expect(externalSecretsValues()).toMatchObject({
      processPushSecret: false,
      processClusterPushSecret: false,
      processClusterExternalSecret: false,
      rbac: { aggregateToEdit: false, aggregateToAdmin: false },
    });
  });

  it("is one release, that takes the user's values and refuses those that its chart does not know", () => {
    const release = (overrides: Record<string, unknown>) =>
      synthesized((stack) => {
        new ExternalSecrets(stack, "operator", { namespace: "external-secrets", overrides });
      });
    const { chart, version, values } = only(release({ concurrent: 2 }).resource, "helm_release");
    expect({ chart, version }).toEqual({ chart: "external-secrets", version: "2.9.0" });
    expect(String(values)).toContain("concurrent: 2");
    expect(() => release({ concurent: 2 })).toThrow("concurrent");
  });
});
