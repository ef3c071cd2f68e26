import type { Construct } from "constructs";
import type { HelmValue } from "../charts";
import { durationSeconds } from "../quantity";
import { type ExternalSource, externalName, revisionNumber, type SecretSet } from "../secret-source";
import type { Dependable } from "./component";
import { type CustomResource, customResources } from "./custom-resources";

/** One secret of a store, under the key that it gets. */
export type ExternalEntry = ExternalSource & { readonly key: string };

/** Has the External Secrets Operator copy secrets of stores into one Secret, and keep it fresh. */
export function externalSecret(
  scope: Construct,
  id: string,
  set: Pick<SecretSet, "namespace" | "name" | "plain" | "binary">,
  entries: readonly ExternalEntry[],
): Dependable {
  return customResources(scope, `${id}-external`, {
    namespace: set.namespace,
    name: externalName(set.name),
    resources: [externalSecretResource(set, entries)],
  });
}

/** The ExternalSecret as a resource. */
export function externalSecretResource(
  { namespace, name, plain = {}, binary = false }: Pick<SecretSet, "namespace" | "name" | "plain" | "binary">,
  entries: readonly ExternalEntry[],
): CustomResource {
  const target = externalName(name);
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: {
      name: target,
      namespace,
      // The operator looks at its stores at once when an annotation changes, and else when the interval is over.
      annotations: { "force-sync": String(revisionNumber(entries.map(({ key, revision }) => [key, revision]))) },
    },
    spec: {
      refreshInterval: `${Math.min(...entries.map((entry) => durationSeconds(entry.externalSecret.refreshInterval)))}s`,
      target: { name: target, ...(Object.keys(plain).length === 0 ? {} : { template: templateOf(plain) }) },
      data: entries.map(({ key, externalSecret: { store, key: entry, property } }) => ({
        secretKey: key,
        sourceRef: { storeRef: { kind: "ClusterSecretStore", name: store } },
        remoteRef: {
          key: entry,
          ...(property === undefined ? {} : { property }),
          ...(binary ? { decodingStrategy: "Base64" } : {}),
        },
      })),
    },
  };
}

/** Plain values stand beside the secrets; what would be a template's syntax is written as one. */
function templateOf(plain: Readonly<Record<string, string>>): HelmValue {
  const data = Object.entries(plain).map(([key, value]) => [key, value.replaceAll("{{", '{{ "{{" }}')]);
  return { mergePolicy: "Merge", data: Object.fromEntries(data) };
}
