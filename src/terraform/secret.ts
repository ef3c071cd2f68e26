import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import type { Construct } from "constructs";
import {
  type EnvironmentSource,
  type GeneratedSource,
  revisionNumber,
  type SecretRef,
  type SecretSet,
  type SecretSource,
  secretRefs,
} from "../secret-source";
import type { Dependable } from "./component";
import { type ExternalEntry, externalSecret } from "./external-secret";
import { EphemeralPassword, sharedPassword } from "./generated";
import { LABELS } from "./labels";
import { resource } from "./resource";
import { ephemeralVariable } from "./variable";

/** Secrets in the cluster: where each one lies, and what has to be there before it is used. */
export interface Secrets<K extends string> {
  readonly refs: Readonly<Record<K, SecretRef>>;
  /** Empty where all of them were in the cluster before. */
  readonly made: readonly Dependable[];
}

/** Puts secrets into the cluster by write-only arguments, or has the operator of the stores do it. */
export function secrets<K extends string>(scope: Construct, id: string, set: SecretSet<K>): Secrets<K> {
  const refs = secretRefs(set);
  const sources = Object.entries<SecretSource>(set.sources);
  const fromEnvironment = sources.flatMap(([key, source]) => ("env" in source ? [{ key, ...source }] : []));
  const generated = sources.flatMap(([key, source]) => ("generated" in source ? [{ key, ...source }] : []));
  const external = sources.flatMap(([key, source]) => ("externalSecret" in source ? [{ key, ...source }] : []));
  const made = [
    ...some(fromEnvironment).map((entries) => environmentSecret(scope, id, set, entries)),
    ...generated.map((entry) =>
      generatedSecret(scope, sources.length === 1 ? id : `${id}-${entry.key}`, set, entry, refs[entry.key as K]),
    ),
    ...some(external).map((entries: readonly ExternalEntry[]) => externalSecret(scope, id, set, entries)),
  ];
  return { refs, made };
}

function some<T>(list: readonly T[]): readonly (readonly T[])[] {
  return list.length === 0 ? [] : [list];
}

type Keyed<S> = S & { readonly key: string };

function environmentSecret(
  scope: Construct,
  id: string,
  { name, namespace, plain, binary = false }: SecretSet,
  entries: readonly Keyed<EnvironmentSource>[],
): Dependable {
  const values = entries.map(({ key, env }) => [key, ephemeralVariable(scope, env).stringValue] as const);
  return writeOnlySecret(scope, id, {
    name,
    namespace,
    data: { ...plain, ...Object.fromEntries(values) },
    binary,
    said: [plain ?? {}, entries.map(({ key, env, revision }) => [key, env, revision])],
  });
}

function generatedSecret(
  scope: Construct,
  id: string,
  { namespace, plain, shared = {} }: SecretSet,
  { key, generated: { length }, revision }: Keyed<GeneratedSource>,
  { name }: SecretRef,
): Dependable {
  const common = shared[key];
  const password =
    common === undefined
      ? new EphemeralPassword(scope, `${id}-generated`, length)
      : sharedPassword(scope, common, length);
  return writeOnlySecret(scope, id, {
    name,
    namespace,
    data: { ...plain, [key]: password.result },
    // Whatever else changes, the value that its users know stays.
    said: ["generated", revision],
  });
}

interface WriteOnly extends Pick<SecretSet, "name" | "namespace" | "binary"> {
  readonly data: Readonly<Record<string, string>>;
  /** What the data is made of. */
  readonly said: readonly unknown[];
}

/** Write-only values are not compared: they are sent when the number is another one, and at no other time. */
function writeOnlySecret(scope: Construct, id: string, { name, namespace, data, binary, said }: WriteOnly): Dependable {
  const revision = revisionNumber(said);
  return resource(SecretV1, scope, id, {
    metadata: { name, namespace, labels: LABELS },
    ...(binary
      ? { binaryDataWo: { ...data }, binaryDataWoRevision: revision }
      : { dataWo: { ...data }, dataWoRevision: revision }),
    type: "Opaque",
  });
}
