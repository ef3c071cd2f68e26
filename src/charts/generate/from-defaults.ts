import { ANY_SCALAR, type Draft, newDraft } from "./draft";

/** Names of Kubernetes fields that are a number or a percentage. */
const INT_OR_STRING = new Set(["maxUnavailable", "minAvailable", "maxSurge", "targetPort"]);

/** Reads keys and kinds off a chart's default values. */
export function draftOfDefaults(value: unknown, key = ""): Draft {
  if (typeof value !== "object" || value === null) return newDraft("defaults", scalarKinds(value, key));
  if (Array.isArray(value)) return newDraft("defaults", "l");
  const draft = newDraft("defaults", "", true);
  for (const [name, below] of Object.entries(value)) draft.keys.set(name, draftOfDefaults(below, name));
  return draft;
}

function scalarKinds(value: unknown, key: string): string {
  if (value === "") return ANY_SCALAR;
  if (typeof value === "number" && INT_OR_STRING.has(key)) return "si";
  if (typeof value === "number") return Number.isInteger(value) ? "i" : "n";
  if (typeof value === "boolean") return "b";
  return typeof value === "string" ? "s" : "";
}
