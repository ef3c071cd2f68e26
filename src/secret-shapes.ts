/** Shapes of well-known keys and addresses that are secrets wherever they stand. */
const SHAPES =
  /hooks\.slack\.com\/services|discord(app)?\.com\/api\/webhooks|-----BEGIN|\b(AKIA|ASIA)[A-Z0-9]{12,}|\bgh[pousr]_\w{16,}|\bgithub_pat_|\bglsa_|\bxox[abpsr]-|\b(dop|doo|dor)_v1_|:\/\/[^/\s:@]*:[^/\s@]+@/;

/** Keys that hold a secret by their name: `adminPassword`, `client_secret`, `GF_DATABASE_PASSWORD`. */
const SECRET_KEY =
  /(password|passwd|passphrase|secret|token|apikey|privatekey|secretkey|accesskey|accesskeyid|secretaccesskey|webhook|webhookurl|credentials?)$/;

/** Names of what holds the secret elsewhere: `existingSecret`, `passwordKey`. */
const REFERENCE_KEY = /^existing|(name|ref|file|path|userkey|passwordkey)$/;

/** Values that are taken from a file, the environment or a template when the program starts. */
const REFERENCE = /^(\$__\w+\{[^}]*\}|\$+\{[^}]*\}|\$\([^)]*\)|\$[A-Z_][A-Z0-9_]*|\{\{.*\}\})$/s;

/** Whether a text has the shape of a secret, so that no message may show it. */
export function looksSecret(text: string): boolean {
  return SHAPES.test(text);
}

/** Whether a key says by its name that its value is a secret. */
export function isSecretKey(key: string): boolean {
  const plain = key.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  return SECRET_KEY.test(plain) && !REFERENCE_KEY.test(plain);
}

/** Whether a text is nothing but a reference that is resolved when a program starts. */
export function isReference(text: string): boolean {
  return REFERENCE.test(text.trim());
}

/** Whether this value is a secret in plain text. @param named whether a key above says that it is one */
export function isLiteralSecret(value: string | number, named: boolean): boolean {
  const text = String(value).trim();
  if (text === "" || isReference(text)) return false;
  return looksSecret(text) || (named && typeof value === "string");
}
