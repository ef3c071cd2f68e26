import { extname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Document, isMap, isSeq, type Node, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import type { GrafanaRole } from "../src/identity/roles";

export interface Person<Id = number> {
  readonly github: string;
  readonly id: Id;
  readonly role: GrafanaRole;
}

/** The file with a person in it, or why not. */
export type Edited = { readonly text: string } | { readonly refused: string };

/** A person as one line of a client's file. */
export function personLine({ github, id, role }: Person<number | string>): string {
  return `{ github: ${quoted(github)}, id: ${id}, role: ${role} }`;
}

/** A login of digits alone would be a number, and `no` a boolean for older readers. */
function quoted(login: string): string {
  return /^([0-9]|(true|false|yes|no|on|off|null|y|n)$)/i.test(login) ? JSON.stringify(login) : login;
}

/** Puts a person at the end of `identity.people`. What stands in the file already is not written anew. */
export function withPerson(text: string, file: string, person: Person): Edited {
  if (!/^\.(ya?ml|json)$/.test(extname(file)))
    return { refused: `${file} is code. Write under identity.people: ${personLine(person)}` };
  const document = parseDocument(text, { keepSourceTokens: true });
  if (document.errors.length > 0) return { refused: `${file} is no valid YAML: belvedere check ${file} says where` };
  const identity = document.get("identity", true);
  if (!isMap(identity) || identity.get("provider") !== "keycloak")
    return { refused: `${file} has no identity with provider keycloak: people are listed in that` };
  const people = identity.get("people", true);
  if (isMap(people)) return { refused: `identity.people of ${file} is no list: belvedere check ${file} says more` };
  const refused = isSeq(people) ? listed(people, person) : fromBase(document, file);
  if (refused !== undefined) return { refused };
  return { text: checked(document, inserted(text, identity, people as Node | undefined, spelt(file, person)), person) };
}

function spelt(file: string, person: Person): string {
  return extname(file) === ".json" ? JSON.stringify(person) : personLine(person);
}

function listed(people: YAMLSeq, { github, id }: Person): string | undefined {
  const all = (people.toJSON() as Partial<Person>[]).filter((one) => typeof one === "object" && one !== null);
  const sameId = all.find((one) => one.id === id);
  if (sameId !== undefined)
    return `the account ${id} is in the list already, as ${sameId.github} with role ${sameId.role}`;
  const sameLogin = all.find(
    (one) => one.github !== undefined && String(one.github).toLowerCase() === github.toLowerCase(),
  );
  return (
    sameLogin && `${github} is in the list already, with the id ${sameLogin.id ?? "(none)"} and role ${sameLogin.role}`
  );
}

/** A list in this file would take the place of the one in its base. */
function fromBase(document: Document, file: string): string | undefined {
  const base = document.get("extends");
  if (base === undefined) return undefined;
  return `${file} takes its people from ${String(base)}: add the person there`;
}

/** The text with the person put in, where the form of the file is one that we know. */
function inserted(text: string, identity: YAMLMap, people: Node | undefined, line: string): string | undefined {
  if (isSeq(people)) return people.flow ? inFlow(text, people, line) : inBlock(text, people, line);
  if (people !== undefined) return undefined;
  const last = identity.items.at(-1);
  const end = (last?.value as Node | null)?.range?.[1];
  const start = (last?.key as Node | undefined)?.range?.[0];
  if (end === undefined || start === undefined) return undefined;
  if (identity.flow) return `${text.slice(0, end)}, people: [${line}]${text.slice(end)}`;
  const indent = indentAt(text, start);
  return afterLine(text, end, `${indent}people:\n${indent}  - ${line}`);
}

function inFlow(text: string, people: YAMLSeq, line: string): string | undefined {
  const last = people.items.at(-1) as Node | undefined;
  const start = people.range?.[0];
  if (last === undefined)
    return start === undefined ? undefined : `${text.slice(0, start + 1)}${line}${text.slice(start + 1)}`;
  const end = last.range?.[1];
  if (end === undefined) return undefined;
  const lineStart = text.lastIndexOf("\n", (last.range?.[0] ?? 0) - 1) + 1;
  const before = text.slice(lineStart, last.range?.[0]);
  const space = /^\s*$/.test(before) && lineStart > 0 ? `\n${before}` : " ";
  return `${text.slice(0, end)},${space}${line}${text.slice(end)}`;
}

function inBlock(text: string, people: YAMLSeq, line: string): string | undefined {
  const last = people.items.at(-1) as Node | undefined;
  const end = last?.range?.[1];
  if (end === undefined) return undefined;
  return afterLine(text, end, `${indentAt(text, people.range?.[0] ?? 0)}- ${line}`);
}

/** White space before what stands first in the line of an offset. */
function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", offset - 1) + 1))?.[0] ?? "";
}

function afterLine(text: string, offset: number, line: string): string {
  // A value may end with its line.
  const end = text.indexOf("\n", text[offset - 1] === "\n" ? offset - 1 : offset);
  return end < 0 ? `${text}\n${line}\n` : `${text.slice(0, end)}\n${line}${text.slice(end)}`;
}

/** The text if it means what it should; else the file as the library writes it, comments kept. */
function checked(document: Document, text: string | undefined, person: Person): string {
  const path = ["identity", "people"];
  const added = document.createNode(person, { flow: true });
  if (isSeq(document.getIn(path, true))) document.addIn(path, added);
  else document.setIn(path, document.createNode([added]));
  if (text !== undefined) {
    const again = parseDocument(text);
    if (again.errors.length === 0 && isDeepStrictEqual(again.toJS(), document.toJS())) return text;
  }
  return document.toString({ lineWidth: 0 });
}
