import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import type { Construct } from "constructs";
import type { Dependable } from "./component";
import { LABELS } from "./labels";
import { resource } from "./resource";
import { ephemeralVariable } from "./variable";

/** Where a secret comes from: the environment of the deploying job, or a Secret that is in the cluster. */
export type SecretSource =
  | { readonly env: string; readonly revision: number }
  | { readonly existing: { readonly name: string; readonly key: string } };

/** A key of a Kubernetes Secret. */
export interface SecretRef {
  readonly name: string;
  readonly key: string;
}

export interface SecretsProps<K extends string> {
  readonly namespace: string;
  /** Name of the Secret for the values that come from the environment. */
  readonly name: string;
  /** Secrets by the key that they get. */
  readonly sources: Readonly<Record<K, SecretSource>>;
  /** Plain values beside them, such as a user name. @default - none */
  readonly plain?: Readonly<Record<string, string>>;
}

/** Secrets in the cluster: where each one lies, and what has to be there before it is used. */
export interface Secrets<K extends string> {
  readonly refs: Readonly<Record<K, SecretRef>>;
  /** Empty where all of them were in the cluster before. */
  readonly made: readonly Dependable[];
}

/** Puts secrets into the cluster by write-only arguments. */
export function secrets<K extends string>(scope: Construct, id: string, props: SecretsProps<K>): Secrets<K> {
  const sources = Object.entries<SecretSource>(props.sources);
  const own = sources.flatMap(([key, source]) => ("env" in source ? [{ key, ...source }] : []));
  return {
    refs: Object.fromEntries(
      sources.map(([key, source]) => [key, "existing" in source ? source.existing : { name: props.name, key }]),
    ) as Record<K, SecretRef>,
    made: own.length === 0 ? [] : [writeOnlySecret(scope, id, props, own)],
  };
}

function writeOnlySecret(
  scope: Construct,
  id: string,
  props: SecretsProps<string>,
  own: readonly { readonly key: string; readonly env: string; readonly revision: number }[],
): Dependable {
  const fromEnvironment = own.map(({ key, env }) => [key, ephemeralVariable(scope, env).stringValue] as const);
  return resource(SecretV1, scope, id, {
    metadata: { name: props.name, namespace: props.namespace, labels: LABELS },
    dataWo: { ...props.plain, ...Object.fromEntries(fromEnvironment) },
    // Write-only values are not compared: the sum rises when any one of the revisions does.
    dataWoRevision: own.reduce((sum, { revision }) => sum + revision, 0),
    type: "Opaque",
  });
}
