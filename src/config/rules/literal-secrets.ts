import { isLiteralSecret, isSecretKey } from "../../secret-shapes";
import type { Finding } from "../explain/finding";
import type { Path } from "../source/tree";
import type { SectionRule } from "./rule";

/** Overrides of Helm values end up in plan and state, so no secret may stand in them. */
export const literalSecrets: SectionRule = (_, input) => overridesBelow(input, []);

/** A component's overrides stand under its `values`, however deep the component stands. */
function overridesBelow(input: unknown, path: Path): Finding[] {
  if (!isMap(input)) return [];
  return Object.entries(input).flatMap(([key, value]) =>
    key === "values" ? search(value, [...path, key], false) : overridesBelow(value, [...path, key]),
  );
}

/** @param named whether a key above says that what it holds is a secret */
function search(value: unknown, path: Path, named: boolean): Finding[] {
  if (typeof value === "string" || typeof value === "number")
    return isLiteralSecret(value, named) ? [refusal(path)] : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => search(item, [...path, index], named));
  if (!isMap(value)) return [];
  // An entry of a container's `env`: its name says what its value is.
  const ofVariable = typeof value.name === "string" && isSecretKey(value.name);
  return Object.entries(value).flatMap(([key, inner]) =>
    search(inner, [...path, key], isSecretKey(key) || (ofVariable && key === "value")),
  );
}

function refusal(path: Path): Finding {
  return {
    path,
    message:
      "got a literal that would lie in the repository, the plan and the state, must be a reference to a secret, such as $__file{/etc/secrets/...}, or the chart's key for an existing Secret",
  };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
