import { expect, it } from "vitest";
import { stringify } from "yaml";
import { externalSecretsValues, type StoreProvider, storeSecrets } from "../../constructs/external-secrets";
import { storeResource } from "../../constructs/external-secrets/secret-store";
import type { CustomResource } from "../../src/terraform";
import { externalSecretResource } from "../../src/terraform/external-secret";
import { scratchFolder } from "./examples";
import { chartPackages, rendered } from "./rendered";
import { installed } from "./requirement";
import { suiteWith } from "./suite";

/** The parts of an OpenAPI schema that say which keys there are. */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly additionalProperties?: unknown;
}

interface Definition {
  readonly kind: string;
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

const secret = (env: string) => ({ env, revision: 1 });
const VAULT = { server: "https://vault.acme.dev", path: "secret", version: "v2" } as const;

const PROVIDERS: readonly StoreProvider[] = [
  { vault: { ...VAULT, auth: { kubernetes: { role: "reader", mountPath: "kubernetes" } } } },
  {
    vault: {
      ...VAULT,
      namespace: "team",
      auth: { appRole: { roleId: "reader", secretId: secret("ID"), mountPath: "approle" } },
    },
  },
  {
    aws: { service: "SecretsManager", region: "eu-west-2", accessKeyId: secret("ID"), secretAccessKey: secret("KEY") },
  },
  {
    aws: { service: "ParameterStore", region: "eu-west-2", accessKeyId: secret("ID"), secretAccessKey: secret("KEY") },
  },
  { gcp: { project: "acme", serviceAccountKey: secret("KEY") } },
  { onePassword: { vault: "Platform", token: secret("TOKEN") } },
];

/** Kubernetes drops in silence what its schema does not know. */
suiteWith("the kinds of the External Secrets Operator", chartPackages(installed("helm")), (place) => {
  const definitions = rendered(
    place,
    {
      chart: "external-secrets",
      pin: "external-secrets",
      version: "",
      name: "external-secrets",
      namespace: "external-secrets",
      values: {},
      valuesText: stringify(externalSecretsValues()),
    },
    scratchFolder(),
  ) as unknown as readonly Definition[];

  const unknown = (resource: CustomResource) => {
    const versions = definitions.find(
      ({ kind, spec }) => kind === "CustomResourceDefinition" && spec.names.kind === resource.kind,
    )?.spec.versions;
    const schema = versions?.find(({ name }) => resource.apiVersion.endsWith(`/${name}`))?.schema.openAPIV3Schema;
    if (schema === undefined) throw new Error(`the chart has no ${resource.kind} of ${resource.apiVersion}`);
    return faults(resource.spec, schema.properties?.spec ?? {}, "spec");
  };

  it.each(PROVIDERS.map((provider) => ({ kind: Object.keys(provider)[0], provider })))(
    "have every key of a store of kind $kind",
    ({ provider }) => {
      const refs = Object.fromEntries(Object.keys(storeSecrets(provider)).map((key) => [key, { name: "store", key }]));
      const signIn = { namespace: "secret-stores", serviceAccount: "store", refs };
      expect(unknown(storeResource({ name: "main", provider, usedIn: ["observability"] }, signIn))).toEqual([]);
    },
  );

  it("have every key of a secret", () => {
    const source = { store: "main", key: "a", property: "b", refreshInterval: "1h" };
    const set = { namespace: "observability", name: "keys", plain: { user: "admin" } };
    expect(unknown(externalSecretResource(set, [{ key: "a", externalSecret: source, revision: 1 }]))).toEqual([]);
  });

  it("stay when the release goes", () => {
    const kinds = definitions.filter(({ kind }) => kind === "CustomResourceDefinition");
    expect(kinds.length).toBeGreaterThan(3);
    expect(kinds.filter(({ metadata }) => metadata.annotations?.["helm.sh/resource-policy"] !== "keep")).toEqual([]);
  });

  it("would show a key that they have not", () => {
    const usedIn = ["observability"];
    const { spec, ...rest } = storeResource(
      { name: "main", provider: PROVIDERS[0] as StoreProvider, usedIn },
      { namespace: "secret-stores", serviceAccount: "store", refs: {} },
    );
    expect(unknown({ ...rest, spec: { ...spec, provider: { vualt: {} } } })).toEqual(["spec.provider.vualt: unknown"]);
  });
});

/** Keys that are not in a schema, required ones that are missing, and values that it does not list. */
function faults(value: unknown, schema: Schema, path: string): string[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => faults(item, schema.items ?? {}, `${path}[${index}]`));
  if (typeof value !== "object" || value === null)
    return schema.enum === undefined || schema.enum.includes(value) ? [] : [`${path}: ${value}`];
  if (schema.additionalProperties !== undefined) return [];
  const missing = (schema.required ?? []).filter((key) => !(key in value)).map((key) => `${path}.${key}: missing`);
  return [
    ...missing,
    ...Object.entries(value).flatMap(([key, inner]) => {
      const known = schema.properties?.[key];
      return known === undefined ? [`${path}.${key}: unknown`] : faults(inner, known, `${path}.${key}`);
    }),
  ];
}
