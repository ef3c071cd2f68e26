import { createHash } from "node:crypto";
import type { Json } from "../dashboard";

/** Text that Grafana's provisioning expands, so written that it comes out as it went in. Annotations and query models are not expanded: never for them. */
export function escapeGrafana(text: string): string {
  return text.replaceAll("$", () => "$$");
}

/** Every string value within; keys are not expanded by Grafana. */
export function escapeGrafanaDeep(value: Json): Json {
  if (typeof value === "string") return escapeGrafana(value);
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(escapeGrafanaDeep);
  const entries = Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, inner] as const]));
  return Object.fromEntries(entries.map(([key, inner]) => [key, escapeGrafanaDeep(inner)]));
}

const UID = /^[a-zA-Z0-9_-]{1,40}$/;

/** A uid of Grafana from a name: the name itself where it can be one. */
export function grafanaUid(name: string): string {
  if (UID.test(name)) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${name.replace(/[^a-zA-Z0-9_-]+/g, "-").slice(0, 31)}-${hash}`;
}
