import { Token } from "cdktf";

const TOKEN_MARKER = /[$#]\{TfToken\[/;
const WHOLE_TOKEN = /^[$#]\{TfToken\[[^\]]+\]\}$/;

/** A carriage return that ends no line: Terraform takes template syntax after it as it stands, escapes and all. */
const LONE_RETURN = /([$%]*)\r(?!\n)/g;

/**
 * One text as Terraform must read it to give the same text back: `${` and `%{` are doubled, and a carriage return
 * that ends no line is written as an expression.
 */
export function literal(text: string): string {
  const doubled = text.replace(/\$\{/g, "$$${").replace(/%\{/g, "%%{");
  return doubled.includes("\r") ? doubled.replace(LONE_RETURN, (_, before) => `\${"${before}\\r"}`) : doubled;
}

/**
 * Every string of a resource's config as a Terraform literal; tokens (references to other resources) pass untouched.
 *
 * @throws Error when a string mixes a token with text: neither reading of it would be right.
 */
export function escapeConfig<T>(value: T): T {
  return escapeValue(value) as T;
}

function escapeValue(value: unknown): unknown {
  if (typeof value === "string") return escapeString(value);
  if (Array.isArray(value)) return Token.isUnresolved(value) ? value : value.map(escapeValue);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [escapeString(key), escapeValue(entry)]));
}

function escapeString(text: string): string {
  if (!TOKEN_MARKER.test(text)) return literal(text);
  if (WHOLE_TOKEN.test(text) && Token.isUnresolved(text)) return text;
  throw new Error(
    "a text holds the marker of a CDKTF token ($" + "{TfToken[...]}) beside other text; give the token alone",
  );
}

/** A record of data. Constructs, tokens and provider objects have a prototype of their own. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
