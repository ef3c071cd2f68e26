import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import type { KeycloakConfig } from "../schema/identity";
import { earlierAlike } from "./earlier";

const PATH = ["identity", "people"];

type Person = KeycloakConfig["people"][number];

/** A person who has one account, with or without its number. */
interface Named {
  readonly broker: "github" | "google";
  readonly name: string;
  readonly id: Person["id"];
  readonly role: Person["role"];
}

/** The number of a GitHub account can be read here, without signing in. */
export function accountAddress(login: string, apiUrl = "https://api.github.com"): string {
  return `${apiUrl}/users/${login}`;
}

/** People are told apart by their number, each has one account and one role, and somebody manages. */
export function peopleFindings(identity: KeycloakConfig): Finding[] {
  const { people } = identity;
  const named = people.map(nameOf);
  const sameName = earlierAlike(named, (one) => one && `${one.broker} ${one.name.toLowerCase()}`);
  const sameId = earlierAlike(named, idOf);
  return [
    ...named.flatMap((person, index) =>
      person === undefined
        ? [notOneAccount(people[index], index)]
        : [
            ...withoutWayIn(person, index, identity),
            ...wrongId(person, index, identity.github?.apiUrl),
            ...repeated(person, index, { sameName: sameName[index], sameId: sameId[index] }, identity.github?.apiUrl),
          ],
    ),
    ...(people.some(({ role }) => role === "admin") ? [] : [noAdmin(people)]),
  ];
}

function nameOf({ github, google, id, role }: Person): Named | undefined {
  if (github !== undefined && google === undefined) return { broker: "github", name: github, id, role };
  if (google !== undefined && github === undefined) return { broker: "google", name: google, id, role };
  return undefined;
}

function idOf(person: Named | undefined): string | undefined {
  return person?.id === undefined ? undefined : `${person.broker} ${typeof person.id} ${person.id}`;
}

function notOneAccount(person: Person | undefined, index: number): Finding {
  const got = person?.github === undefined ? "got neither github nor google" : "got github and google";
  return {
    path: [...PATH, index],
    message: `${got}, must have one of them: a person enters by one account`,
    fix: nest(PATH, [{ github: person?.github ?? "octocat", id: 583231, role: person?.role ?? "viewer" }]),
  };
}

function withoutWayIn({ broker, name }: Named, index: number, identity: KeycloakConfig): Finding[] {
  const section = identity[broker];
  if (section === undefined) {
    const message = `got ${name}, who comes by ${broker}; must have identity.${broker} for it`;
    const app = { clientId: "ID", clientSecret: { env: `${broker.toUpperCase()}_CLIENT_SECRET` } };
    const fix = broker === "github" ? app : { ...app, hostedDomain: domainOf(name) };
    return [{ path: [...PATH, index, broker], message, fix: nest(["identity", broker], fix) }];
  }
  const domain = identity.google?.hostedDomain;
  if (broker === "github" || domain === domainOf(name)) return [];
  const message = `got "${name}", must be of identity.google.hostedDomain, which is ${domain}: Keycloak refuses any other`;
  return [{ path: [...PATH, index, broker], message }];
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

function wrongId(person: Named, index: number, apiUrl: string | undefined): Finding[] {
  const { broker, name, id, role } = person;
  const place = [...PATH, index];
  if (id === undefined) {
    const example = broker === "github" ? 1 : "100000000000000000000";
    return [
      { path: place, message: withoutId(person, apiUrl), fix: nest(PATH, [{ [broker]: name, id: example, role }]) },
    ];
  }
  const path = [...place, "id"];
  if (broker === "github" && typeof id === "string")
    return [{ path, message: `got the text "${id}", must be without quotes: ${id}`, fix: nest(path, Number(id)) }];
  if (broker === "google" && typeof id === "number") {
    const message = `got a number, must be text in quotes: Google's numbers are longer than a number can hold`;
    return [{ path, message, fix: nest(path, "100000000000000000000") }];
  }
  return [];
}

function withoutId({ broker, name, role }: Named, apiUrl: string | undefined): string {
  if (broker === "google")
    return `got ${name} without an id, must have the number of the account: an address can be given to another. The directory of your domain has it, as "id": see docs/identity.md`;
  const look = `Open ${accountAddress(name, apiUrl)}, or run: belvedere people add ${name} --role ${role}`;
  return `got ${name} without an id, must have the number of the account: a login can be given up and taken by another. ${look}`;
}

function repeated(
  { broker, name, id, role }: Named,
  index: number,
  { sameName, sameId }: { readonly sameName: Named | undefined; readonly sameId: Named | undefined },
  apiUrl: string | undefined,
): Finding[] {
  if (sameName !== undefined) {
    const message =
      sameName.role === role
        ? `got ${name} a second time, must stand in the list once`
        : `got ${name} as ${role}, who is ${sameName.role} further up; must have one role`;
    return [{ path: [...PATH, index, broker], message }];
  }
  if (sameId === undefined) return [];
  const look = broker === "github" ? `: see ${accountAddress(name, apiUrl)}` : "";
  const message = `got ${id}, which is ${sameId.name}'s too; must be one person's only${look}`;
  return [{ path: [...PATH, index, "id"], message }];
}

function noAdmin(people: readonly Person[]): Finding {
  const { role: _, ...first } = people[0] ?? { github: "octocat", id: 583231, role: "admin" };
  return {
    path: PATH,
    at: "key",
    message: "got no admin, must have at least one person with role admin: nobody could manage Grafana",
    fix: nest(PATH, [{ ...first, id: first.id ?? 1, role: "admin" }]),
  };
}
