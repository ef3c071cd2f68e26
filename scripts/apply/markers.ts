import { randomBytes } from "node:crypto";
import type { BroughtSecret } from "../../stacks/secret-uses";

/** Secrets that can be recognized wherever they turn up. */
export class Markers {
  private readonly run = randomBytes(6).toString("hex");
  private readonly texts = new Map<string, string>();

  /** The secret of this name: an address, so that it passes as any kind of secret. */
  of(name: string): string {
    const text = `https://marker.invalid/${name.toLowerCase()}-${this.run}`;
    this.know(name, text);
    return text;
  }

  /** A secret that somebody else has made. */
  know(name: string, text: string): void {
    this.texts.set(name, text);
  }

  /** Names of the secrets that a text holds, plain or in base64. */
  in(text: string): readonly string[] {
    return [...this.texts]
      .filter(([, secret]) => text.includes(secret) || text.includes(base64Core(secret)))
      .map(([name]) => name);
  }
}

/** The part of a text's base64 that stays the same whatever stands after it. */
function base64Core(text: string): string {
  return Buffer.from(text).toString("base64").slice(0, -4);
}

const REGISTRY_LOGIN = ".dockerconfigjson";

/** The Secret as Kubernetes takes it. */
export function manifestOf({ namespace, name, keys }: BroughtSecret, markers: Markers): unknown {
  return {
    apiVersion: "v1",
    kind: "Secret",
    type: typeFor(keys),
    metadata: { namespace, name },
    stringData: Object.fromEntries(keys.map((key) => [key, contentOf(key, markers.of(`${name}-${key}`))])),
  };
}

function typeFor(keys: readonly string[]): string {
  if (keys.includes("tls.crt")) return "kubernetes.io/tls";
  return keys.includes(REGISTRY_LOGIN) ? "kubernetes.io/dockerconfigjson" : "Opaque";
}

/** Kubernetes reads a login to a registry before it takes it. */
function contentOf(key: string, marker: string): string {
  if (key !== REGISTRY_LOGIN) return marker;
  return JSON.stringify({ auths: { "registry.invalid": { username: "puller", password: marker } } });
}
