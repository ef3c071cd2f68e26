import type { Problem } from "../problem";
import type { AnyRealm } from "./check";

const PLACEHOLDER = /\$\{([^}]*)\}/g;

/** Keys whose value is a secret. */
const SECRET_KEYS = ["secret", "clientSecret", "bindCredential"];

/** Every placeholder has its variable: Keycloak would take the text of one without for the secret. */
export function checkPlaceholders(realm: AnyRealm, secrets: readonly string[]): Problem[] {
  return search(realm, "", "", secrets);
}

function search(value: unknown, path: string, key: string, secrets: readonly string[]): Problem[] {
  if (typeof value === "string") return [...unknown(value, path, secrets), ...literal(value, path, key)];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const isIndex = Array.isArray(value);
    const below = isIndex ? `${path}[${name}]` : path === "" ? name : `${path}.${name}`;
    return search(inner, below, isIndex ? key : name, secrets);
  });
}

function unknown(text: string, path: string, secrets: readonly string[]): Problem[] {
  return [...text.matchAll(PLACEHOLDER)]
    .filter(([, name]) => !secrets.includes(name ?? ""))
    .map(([whole]) => ({
      path,
      message: `got ${whole}, must be one of ${secrets.join(", ")}: it would stand there as it is`,
    }));
}

function literal(text: string, path: string, key: string): Problem[] {
  if (!SECRET_KEYS.includes(key) || text === "" || /^\$\{[^}]+\}$/.test(text)) return [];
  return [
    {
      path,
      message:
        "got a literal, must be a variable such as ${GITHUB_CLIENT_SECRET}: it would lie in a ConfigMap and in the state",
    },
  ];
}
