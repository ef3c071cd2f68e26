import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import type { KeycloakConfig } from "../schema/identity";

const PATH = ["identity", "people"];

type Person = KeycloakConfig["people"][number];

/** The number of a GitHub account can be read here, without signing in. */
export function accountAddress(login: string): string {
  return `https://api.github.com/users/${login}`;
}

/** People are told apart by their number, each has one role, and somebody manages. */
export function peopleFindings({ people, github }: KeycloakConfig): Finding[] {
  return [
    ...people.flatMap((person, index) => [
      ...withoutId(person, index, github.apiUrl),
      ...repeated(person, index, people.slice(0, index)),
    ]),
    ...(people.some(({ role }) => role === "admin") ? [] : [noAdmin(people)]),
  ];
}

function withoutId({ github, id, role }: Person, index: number, apiUrl: string | undefined): Finding[] {
  if (id !== undefined) return [];
  const address = apiUrl === undefined ? accountAddress(github) : `${apiUrl}/users/${github}`;
  const message = `got ${github} without an id, must have the number of the account: a login can be given up and taken by another. Open ${address}, or run: belvedere people add ${github} --role ${role}`;
  return [{ path: [...PATH, index], message, fix: nest(PATH, [{ github, id: 1, role }]) }];
}

function repeated({ github, id, role }: Person, index: number, earlier: readonly Person[]): Finding[] {
  const sameLogin = earlier.find((other) => other.github.toLowerCase() === github.toLowerCase());
  if (sameLogin !== undefined) {
    const message =
      sameLogin.role === role
        ? `got ${github} a second time, must stand in the list once`
        : `got ${github} as ${role}, who is ${sameLogin.role} further up; must have one role`;
    return [{ path: [...PATH, index, "github"], message }];
  }
  const sameId = id === undefined ? undefined : earlier.find((other) => other.id === id);
  if (sameId === undefined) return [];
  const message = `got ${id}, which is ${sameId.github}'s too; must be one person's only: see ${accountAddress(github)}`;
  return [{ path: [...PATH, index, "id"], message }];
}

function noAdmin(people: readonly Person[]): Finding {
  const first = people[0] ?? { github: "octocat", id: 583231 };
  return {
    path: PATH,
    at: "key",
    message: "got no admin, must have at least one person with role admin: nobody could manage Grafana",
    fix: nest(PATH, [{ github: first.github, id: first.id ?? 1, role: "admin" }]),
  };
}
