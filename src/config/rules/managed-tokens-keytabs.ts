import { servicesOf } from "../../managed-tokens/services";
import type { Finding } from "../explain/finding";
import { guessName } from "../explain/guess";
import { nest } from "../explain/path";
import { listed } from "../explain/render";
import type { ManagedTokensConfig } from "../schema/managed-tokens";
import { rolePath } from "./managed-tokens-roles";

const KEYTABS = ["managedTokens", "keytabs"];

/** Every account has a keytab, every keytab an account, and a role that names a file names one that is there. */
export function keytabFindings(tokens: ManagedTokensConfig): Finding[] {
  const { keytabs, keytabPath } = tokens;
  const known = Object.keys(keytabs);
  const used = new Set<string>();
  const accounts = new Set<string>();
  const files = servicesOf(tokens).flatMap((service) => {
    const { account, keytabPathOverride: file } = service.settings;
    if (file === undefined) {
      accounts.add(account);
      return [];
    }
    const name = nameIn(keytabPath, file);
    used.add(name);
    if (Object.hasOwn(keytabs, name)) return [];
    const path = [...rolePath(service), "keytabPathOverride"];
    const message = `got "${file}", must be one of the keytabs in ${keytabPath}: ${listed(known.map((one) => `${one}.keytab`))}`;
    return [{ path, message, fix: nest(path, `${keytabPath}/${known[0] ?? account}.keytab`) }];
  });
  const missing = [...accounts].filter((account) => !Object.hasOwn(keytabs, account));
  if (accounts.size === 0 && files.length === 0 && used.size === 0) return [];
  const left = known.filter((name) => !accounts.has(name) && !used.has(name));
  return [
    ...files,
    ...missing.map((account) => without(account, left)),
    ...left.map((name) => ofNobody(name, accounts)),
  ];
}

/** What a file of the folder is called, without its ending; nothing for any other file. */
function nameIn(folder: string, file: string): string {
  const name = file.slice(folder.length + 1).replace(/\.keytab$/, "");
  return file === `${folder}/${name}.keytab` ? name : "";
}

/** Looking for the name that was meant takes its time. */
const MOST_GUESSED = 50;

function without(account: string, left: readonly string[]): Finding {
  const path = [...KEYTABS, account];
  const meant = guessName(account, left.slice(0, MOST_GUESSED));
  const ask = meant === undefined ? "" : `; did "${meant}" mean it?`;
  return {
    path,
    at: "key",
    message: `is missing, must be the keytab of the account ${account}: its services would get no ticket${ask}`,
    fix: nest(path, { existing: { name: "keytabs", key: `${account}.keytab` } }),
  };
}

function ofNobody(name: string, accounts: ReadonlySet<string>): Finding {
  return {
    path: [...KEYTABS, name],
    at: "key",
    message: `got a keytab of "${name}", must be of an account that a role has: ${listed([...accounts])}`,
  };
}
