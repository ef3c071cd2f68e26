import { filled, isTemplateFault, readGoTemplate } from "../../go-template";
import { servicesOf } from "../../managed-tokens/services";
import { shellWordsFault } from "../../shell-words";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import { describe } from "../explain/render";
import type { ManagedTokensConfig } from "../schema/managed-tokens";
import { principal } from "../schema/managed-tokens-values";
import type { Path } from "../source/tree";
import { rolePath } from "./managed-tokens-roles";

/** Fields of what the program hands to the template of a file's name: those that are one word. */
const ROLE_FILE_FIELDS = ["Account", "DesiredUID", "Experiment", "Name", "Role", "UserPrincipal", "VaultServer"];

/** A text at its place. */
interface Written {
  readonly path: Path;
  readonly text: string | undefined;
}

/** Templates that Go would not read: one of a file's name ends the whole program. */
export function templateFindings(tokens: ManagedTokensConfig): Finding[] {
  return [
    ...everywhere(tokens, "kerberosPrincipalPattern").flatMap(principalFindings),
    ...everywhere(tokens, "defaultRoleFileDestinationTemplate").flatMap(roleFileFindings),
  ];
}

/** Options that the program would leave out as a whole, without a word. */
export function wordFindings(tokens: ManagedTokensConfig): Finding[] {
  const all = (["fileCopierOptions", "pingOptions"] as const).flatMap((key) => everywhere(tokens, key));
  return all.flatMap(({ path, text = "" }) => {
    const fault = shellWordsFault(text);
    return fault === undefined
      ? []
      : [{ path, message: `got ${fault}, must be words as a shell splits them: the program would drop all of them` }];
  });
}

type Overridable =
  | "kerberosPrincipalPattern"
  | "defaultRoleFileDestinationTemplate"
  | "fileCopierOptions"
  | "pingOptions";

/** A key of the service as a whole, and of every role that overrides it. */
function everywhere(tokens: ManagedTokensConfig, key: Overridable): readonly Written[] {
  const own = servicesOf(tokens).map((service) => ({
    path: [...rolePath(service), `${key}Override`],
    text: service.settings[`${key}Override`],
  }));
  return [{ path: ["managedTokens", key], text: tokens[key] }, ...own].filter(({ text }) => text !== undefined);
}

function principalFindings({ path, text = "" }: Written): Finding[] {
  const read = readGoTemplate(text, ["Account"]);
  const fix = nest(path, "{{.Account}}/managedtokens@EXAMPLE.ORG");
  if (isTemplateFault(read))
    return [
      { path, message: `got ${read.fault} at character ${read.at}, must be a text that has {{.Account}} alone`, fix },
    ];
  const example = filled(read, { Account: "account" });
  if (principal.safeParse(example).success) return [];
  return [
    { path, message: `got a pattern that gives ${describe(example)}, must give a principal with its realm`, fix },
  ];
}

function roleFileFindings({ path, text = "" }: Written): Finding[] {
  const read = readGoTemplate(text, ROLE_FILE_FIELDS);
  const fix = nest(path, "/tmp/default_role_{{.Experiment}}_{{.DesiredUID}}");
  if (isTemplateFault(read)) {
    const fields = ROLE_FILE_FIELDS.map((field) => `{{.${field}}}`).join(", ");
    return [
      { path, message: `got ${read.fault} at character ${read.at}, must be a path that has any of ${fields}`, fix },
    ];
  }
  const example = filled(read, Object.fromEntries(ROLE_FILE_FIELDS.map((field) => [field, "x"])));
  if (/^\/[^\s'"\\$`;&|<>*?()[\]{}]+$/.test(example)) return [];
  return [
    { path, message: "got a path that is no word of a command line, must be absolute, without spaces and quotes", fix },
  ];
}
