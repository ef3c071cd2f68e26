import { keytabAccounts, keytabSources } from "../../managed-tokens/keytabs";
import { servicesOf } from "../../managed-tokens/services";
import type { Finding } from "../explain/finding";
import { guessName } from "../explain/guess";
import { nest } from "../explain/path";
import { listed } from "../explain/render";
import type { ManagedTokensConfig } from "../schema/managed-tokens";
import type { Path } from "../source/tree";
import { rolePath } from "./managed-tokens-roles";

const KEYTABS = ["managedTokens", "keytabs"];

/** Every account has a keytab, every keytab an account, and a role that names a file names one that is there. */
export function keytabFindings(tokens: ManagedTokensConfig): Finding[] {
  const services = servicesOf(tokens);
  if (services.length === 0) return [];
  const sources = keytabSources(tokens);
  const accounts = keytabAccounts(tokens);
  const files = services.flatMap((service) => {
    const file = service.settings.keytabPathOverride;
    return file === undefined ? [] : [{ path: [...rolePath(service), "keytabPathOverride"], file }];
  });
  const used = new Set([...accounts, ...files.map(({ file }) => nameIn(tokens.keytabPath, file))]);
  const left = Object.keys(tokens.keytabs).filter((name) => !used.has(name));
  return [
    ...files.flatMap(({ path, file }) => otherFile(path, file, tokens.keytabPath, Object.keys(sources))),
    ...[...accounts].filter((account) => !Object.hasOwn(sources, account)).map((account) => without(account, left)),
    ...left.map((name) => ofNobody(name, accounts)),
  ];
}

function otherFile(path: Path, file: string, folder: string, known: readonly string[]): Finding[] {
  if (known.includes(nameIn(folder, file))) return [];
  const message = `got "${file}", must be one of the keytabs in ${folder}: ${listed(known.map((one) => `${one}.keytab`))}`;
  const [first] = known;
  return [{ path, message, ...(first === undefined ? {} : { fix: nest(path, `${folder}/${first}.keytab`) }) }];
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
    fix: nest(["managedTokens", "keytabSecret"], "service-keytabs"),
  };
}

function ofNobody(name: string, accounts: ReadonlySet<string>): Finding {
  return {
    path: [...KEYTABS, name],
    at: "key",
    message: `got a keytab of "${name}", must be of an account that a role has: ${listed([...accounts])}`,
  };
}
