import { createHash } from "node:crypto";

/** An environment variable of the deploying job. */
export interface EnvironmentSource {
  readonly env: string;
  /** Raised when its value is another one. */
  readonly revision: number;
}

/** A Secret that is in the cluster already, in the namespace of its consumer. */
export interface ExistingSource {
  readonly existing: { readonly name: string; readonly key: string };
}

/** A random value that nobody chose: only the cluster knows it. */
export interface GeneratedSource {
  readonly generated: { readonly length: number };
  /** Raised when it shall be made anew. */
  readonly revision: number;
}

/** An entry of a store outside, which the External Secrets Operator copies into the cluster. */
export interface ExternalSource {
  readonly externalSecret: {
    readonly store: string;
    readonly key: string;
    readonly property?: string | undefined;
    readonly refreshInterval: string;
  };
  /** Raised when what uses it shall start anew. */
  readonly revision: number;
}

/** Where a secret comes from that somebody outside of the cluster knows as well. */
export type GivenSource = EnvironmentSource | ExistingSource | ExternalSource;

/** Where a secret comes from. */
export type SecretSource = GivenSource | GeneratedSource;

/** A key of a Kubernetes Secret. */
export interface SecretRef {
  readonly name: string;
  readonly key: string;
  /** Changes when the secret does, as far as the config tells. @default - nothing tells: the Secret is somebody else's */
  readonly revision?: string;
}

/** Secrets that belong together, in one namespace. */
export interface SecretSet<K extends string = string> {
  readonly namespace: string;
  /** Name of the Secret, and beginning of the names of those that cannot share it. */
  readonly name: string;
  /** Secrets by the key that they get. */
  readonly sources: Readonly<Record<K, SecretSource>>;
  /** Plain values beside them, such as a user name. @default - none */
  readonly plain?: Readonly<Record<string, string>>;
  /** Name of the generated value that several sets of a stack hold alike, by key. @default - each has its own */
  readonly shared?: Readonly<Partial<Record<K, string>>>;
  /** Values are no text: a variable holds them in base64, and so does an entry of a store. @default false */
  readonly binary?: boolean;
}

/**
 * Where every secret of a set lies. Those of the environment share one Secret, which is written whole. A generated one has its
 * own: a neighbour's new revision would make it anew. Those of a store share one that the operator writes.
 */
export function secretRefs<K extends string>({ name, sources }: SecretSet<K>): Readonly<Record<K, SecretRef>> {
  const entries = Object.entries<SecretSource>(sources);
  return Object.fromEntries(
    entries.map(([key, source]) => [key, placed(source, key, entries.length === 1 ? name : ownName(name, key), name)]),
  ) as Record<K, SecretRef>;
}

function placed(source: SecretSource, key: string, own: string, name: string): SecretRef {
  if ("existing" in source) return source.existing;
  const revision = revisionOf(source);
  if ("generated" in source) return { name: own, key, revision };
  return { name: "externalSecret" in source ? externalName(name) : name, key, revision };
}

/** Name of the Secret that the operator writes for a set. */
export function externalName(name: string): string {
  return `${name}-external`;
}

function ownName(name: string, key: string): string {
  const word = key.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
  return `${name}-${word.replaceAll(/[^a-z0-9.-]/g, "-")}`;
}

/** What is said of a secret that is another one when this changes. Of a generated one its length counts when it is made. */
function revisionOf(source: Exclude<SecretSource, ExistingSource>): string {
  if ("env" in source) return `${source.env} ${source.revision}`;
  if ("generated" in source) return `generated ${source.revision}`;
  const { store, key, property = "" } = source.externalSecret;
  return JSON.stringify([store, key, property, source.revision]);
}

/** Annotation of a pod that says which revisions it started with. */
const ANNOTATION = "belvedere.dev/secrets";

/** Annotations of a pod that has to start anew when one of these secrets changes. None where nothing would tell. */
export function restartsWith(refs: readonly SecretRef[]): Readonly<Record<string, string>> {
  const told = refs.flatMap(({ name, key, revision }) => (revision === undefined ? [] : [[name, key, revision]]));
  if (told.length === 0) return {};
  const sorted = [...new Set(told.map((one) => JSON.stringify(one)))].sort();
  return { [ANNOTATION]: digestOf(sorted).slice(0, 12) };
}

/** A number of Terraform's that is another one when the revisions are. */
export function revisionNumber(revisions: readonly unknown[]): number {
  return Number.parseInt(digestOf(revisions).slice(0, 7), 16) + 1;
}

function digestOf(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}
