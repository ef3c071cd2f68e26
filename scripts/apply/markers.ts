import { randomBytes } from "node:crypto";
import { ADMIN_USER_KEY } from "../../constructs/grafana/values";
import type { ClientConfig } from "../../src/config";

/** Secrets that can be recognized wherever they turn up. */
export class Markers {
  private readonly run = randomBytes(6).toString("hex");
  private readonly names = new Set<string>();

  /** The secret of this name: an address, so that it passes as any kind of secret. */
  of(name: string): string {
    this.names.add(name);
    return `https://marker.invalid/${name.toLowerCase()}-${this.run}`;
  }

  /** Names of the secrets that a text holds, plain or in base64. */
  in(text: string): readonly string[] {
    return [...this.names].filter((name) => text.includes(this.of(name)) || text.includes(base64Core(this.of(name))));
  }
}

/** The part of a text's base64 that stays the same whatever stands after it. */
function base64Core(text: string): string {
  return Buffer.from(text).toString("base64").slice(0, -4);
}

/** A Secret that the client expects in the cluster. */
export interface BroughtSecret {
  readonly namespace: string;
  readonly name: string;
  readonly keys: readonly string[];
}

/** Secrets to bring, with the keys that are read; one without keys holds a certificate. */
export function broughtSecrets(config: ClientConfig, names: readonly string[]): readonly BroughtSecret[] {
  const keys = [...existingKeys(config), ...adminUser(config)];
  return names.map((path) => {
    const [namespace = "", name = ""] = path.split("/");
    return { namespace, name, keys: keys.filter((key) => key.name === name).map(({ key }) => key) };
  });
}

/** Grafana reads the admin's name from the Secret of its password. */
function adminUser({ grafana }: ClientConfig): readonly ExistingKey[] {
  const source = grafana.adminPassword;
  return "existing" in source ? [{ name: source.existing.name, key: ADMIN_USER_KEY }] : [];
}

interface ExistingKey {
  readonly name: string;
  readonly key: string;
}

/** Every `existing: {name, key}` of a config. */
function existingKeys(value: unknown): readonly ExistingKey[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    key === "existing" && isKey(entry) ? [entry] : existingKeys(entry),
  );
}

function isKey(value: unknown): value is ExistingKey {
  return typeof value === "object" && value !== null && "name" in value && "key" in value;
}

/** The Secret as Kubernetes takes it. */
export function manifestOf({ namespace, name, keys }: BroughtSecret, markers: Markers): unknown {
  const all = keys.length > 0 ? keys : ["tls.crt", "tls.key"];
  return {
    apiVersion: "v1",
    kind: "Secret",
    type: keys.length > 0 ? "Opaque" : "kubernetes.io/tls",
    metadata: { namespace, name },
    stringData: Object.fromEntries(all.map((key) => [key, markers.of(`${name}-${key}`)])),
  };
}
