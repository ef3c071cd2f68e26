import { parse } from "yaml";
import type { Problem } from "./problem";
import { isLiteralSecret, isSecretKey } from "./secret-shapes";

/** Arguments that are sent to the cluster and kept nowhere. What stands in them is a reference to a variable. */
const WRITE_ONLY: readonly string[] = ["data_wo", "binary_data_wo"];

/** Who signs in, beside a password, is no secret. */
const USER_NAME = /(^|-)user(name)?$/;

/** Nor is what a container may use, or who scrapes it: charts call one of theirs `webhook`. */
const SETTINGS = /^(requests|limits|podAnnotations)$/;

/** Nor is a duration: the program calls a worker of its own `getToken`. */
const DURATION = /^[0-9]+(ms|s|m|h|d)$/;

/** Keys of secretKeyRef and the like: names of Secrets, no secrets. */
const NAMES_ONLY = new Set(["secretKeyRef", "secretKeys", "secretRef", "secretName", "existingSecret"]);

/**
 * Every plain-text secret in a synthesized stack: under a key that says so by its name, or of a known shape. Helm values
 * and files in ConfigMaps are read as what they are. No message holds what was found.
 */
export function scanForSecrets(stack: Readonly<Record<string, unknown>>, path: string): Problem[] {
  const { variable = {}, ...rest } = stack;
  const blocks = Object.entries(rest).flatMap(([block, content]) =>
    BY_TYPE.has(block) ? searchBlock(content, `${path}.${block}`) : search({ [block]: content }, path, false),
  );
  return [...blocks, ...defaults(variable as Variables, `${path}.variable`)];
}

/** Blocks of Terraform that hold things by their type, and then by their id. */
const BY_TYPE = new Set(["resource", "data", "ephemeral"]);

/** Neither a type nor an id says what a value is: a resource may be called after the password that it makes. */
function searchBlock(block: unknown, path: string): Problem[] {
  return Object.entries(block as Readonly<Record<string, object>>).flatMap(([type, things]) =>
    typeof things === "object"
      ? Object.entries(things).flatMap(([id, thing]) => search(thing, `${path}.${type}.${id}`, false))
      : search(things, `${path}.${type}`, isSecretKey(type)),
  );
}

/** The name under which an ExternalSecret keeps a secret of its store. */
const TARGET_KEY = "secretKey";

type Variables = Readonly<Record<string, { readonly default?: unknown }>>;

/** Of a variable, its default alone is a value. */
function defaults(variables: Variables, path: string): Problem[] {
  return Object.entries(variables).flatMap(([name, variable]) =>
    search(variable.default, `${path}.${name}.default`, isSecretKey(name)),
  );
}

function search(value: unknown, path: string, named: boolean): Problem[] {
  if (typeof value === "string") return searchText(value, path, named);
  if (Array.isArray(value)) return value.flatMap((item, index) => search(item, `${path}[${index}]`, named));
  if (typeof value !== "object" || value === null) return [];
  const ofVariable = "name" in value && typeof value.name === "string" && isSecretKey(value.name);
  return Object.entries(value).flatMap(([key, inner]) => {
    if (NAMES_ONLY.has(key) || (key === TARGET_KEY && "remoteRef" in value)) return [];
    if (named && (USER_NAME.test(key) || SETTINGS.test(key))) return search(inner, `${path}.${key}`, false);
    const secret = WRITE_ONLY.includes(key) || isSecretKey(key) || (ofVariable && key === "value");
    return search(inner, `${path}.${key}`, secret || (named && !("name" in value)));
  });
}

function searchText(text: string, path: string, named: boolean): Problem[] {
  const inner = structured(text);
  if (inner !== undefined) return search(inner, path, named);
  if (DURATION.test(text) || !isLiteralSecret(text, named)) return [];
  return [{ path, message: "holds a secret in plain text, must be a reference to one" }];
}

/** A whole document within a text: Helm values, a provisioning file. */
function structured(text: string): unknown {
  if (!/^\s*[{[]|\n/.test(text)) return undefined;
  try {
    const parsed: unknown = parse(text, { logLevel: "error" });
    return typeof parsed === "object" && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
