import { readFileSync, writeFileSync } from "node:fs";
import pc from "picocolors";
import { accountAddress } from "../src/config/rules/identity-people";
import { loadWithBases } from "../src/config/source/extends";
import { toValue } from "../src/config/source/tree";
import { GRAFANA_ROLES, type GrafanaRole } from "../src/identity/roles";
import { EXIT, UsageError } from "./exit";
import { type Person, personLine, withPerson } from "./people-file";

export interface PeopleAddOptions {
  readonly role: string;
  /** Number of the account, where it is known. @default - looked up */
  readonly id?: string | undefined;
}

/** Asks GitHub for an account: its login as GitHub writes it, and its number. */
export type LookUp = (address: string) => Promise<Account | "nobody" | "unreachable">;

export interface Account {
  readonly login: string;
  readonly id: number;
}

const PATIENCE_MILLISECONDS = 10_000;

/** Looks a GitHub account up and writes its line into a client's file; the rest of the file stays as it is. */
export async function peopleAdd(
  login: string,
  file: string,
  options: PeopleAddOptions,
  lookUp: LookUp = askGithub,
): Promise<number> {
  const role = roleOf(options.role);
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,38}$/.test(login)) throw new UsageError(`"${login}" is no GitHub login`);
  const text = readText(file);
  const address = accountAddress(login, await githubApi(file));
  const account = options.id === undefined ? await lookUp(address) : { login, id: idOf(options.id) };
  if (account === "unreachable") return unreachable(login, address, file, role);
  if (account === "nobody") return refuse(`GitHub knows no person with the login ${login}`);
  const person: Person = { github: account.login, id: account.id, role };
  const result = withPerson(text, file, person);
  if ("refused" in result) return refuse(result.refused);
  writeFileSync(file, result.text);
  process.stdout.write(`${pc.green("ok")}  ${file}: ${personLine(person)}\n`);
  return EXIT.fine;
}

/** API of the client's own GitHub Enterprise Server, where it or a base of it names one. */
async function githubApi(file: string): Promise<string | undefined> {
  const config = await loadWithBases(file, {}).then(toValue, () => undefined);
  const { apiUrl } = (config as { identity?: { github?: { apiUrl?: unknown } } })?.identity?.github ?? {};
  return typeof apiUrl === "string" && apiUrl.startsWith("https://") ? apiUrl : undefined;
}

function roleOf(text: string): GrafanaRole {
  const role = GRAFANA_ROLES.find((one) => one === text);
  if (role === undefined) throw new UsageError(`--role: got "${text}", must be one of ${GRAFANA_ROLES.join(", ")}`);
  return role;
}

function idOf(text: string): number {
  if (!/^[1-9][0-9]{0,14}$/.test(text)) throw new UsageError(`--id: got "${text}", must be a whole number`);
  return Number(text);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file} cannot be read (${String((error as NodeJS.ErrnoException).code)})`);
  }
}

async function askGithub(address: string): Promise<Account | "nobody" | "unreachable"> {
  try {
    const response = await fetch(address, {
      headers: { accept: "application/vnd.github+json", "user-agent": "belvedere" },
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    });
    if (response.status === 404) return "nobody";
    if (!response.ok) return "unreachable";
    const { login, id, type } = (await response.json()) as { login: unknown; id: unknown; type: unknown };
    if (typeof login !== "string" || typeof id !== "number") return "unreachable";
    // An organisation has a number too, but nobody signs in as one.
    return type === "User" ? { login, id } : "nobody";
  } catch {
    return "unreachable";
  }
}

function unreachable(login: string, address: string, file: string, role: GrafanaRole): number {
  return refuse(
    [
      `GitHub does not answer. Open ${address} and take the number at "id", then run`,
      `  belvedere people add ${login} --role ${role} --id NUMBER ${file}`,
      "or write under identity.people:",
      `  - ${personLine({ github: login, id: "NUMBER", role })}`,
    ].join("\n"),
  );
}

function refuse(message: string): number {
  process.stderr.write(`${pc.red("error")}  ${message}\n`);
  return EXIT.problems;
}
