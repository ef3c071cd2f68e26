import { ROLE_GROUPS } from "./plan.mjs";

/** @typedef {import("./plan.mjs").Member} Member */

/** @typedef {{ readonly organization: string, readonly team: string, readonly group: Member["group"] }} Team */

const PATIENCE_MILLISECONDS = 20_000;

/** More would be ten thousand members. */
const MOST_PAGES = 100;

/**
 * Everybody who is in one of the teams, with the highest role of theirs. All is read, or nothing: whoever is missing
 * here is disabled.
 *
 * @param {{ readonly api: string, readonly token: string }} github
 * @param {readonly Team[]} teams
 * @returns {Promise<readonly Member[]>}
 * @throws Error where GitHub gave no whole answer; the token is in no message
 */
export async function readMembers(github, teams) {
  // Node would print a header that it refuses, and the token with it.
  if (!/^[\w.-]+$/.test(github.token))
    throw new Error("the token of GitHub is empty, or has other characters than a token");
  /** @type {Map<string, Member>} */
  const members = new Map();
  for (const team of teams)
    for (const { id, login } of await readTeam(github, team)) {
      const before = members.get(id);
      if (before === undefined || rank(team.group) < rank(before.group))
        members.set(id, { id, login, group: team.group });
    }
  return [...members.values()];
}

/** @param {Member["group"]} group */
function rank(group) {
  return ROLE_GROUPS.indexOf(group);
}

/**
 * @param {{ readonly api: string, readonly token: string }} github
 * @param {Team} team
 */
async function readTeam({ api, token }, { organization, team }) {
  const name = `${organization}/${team}`;
  const all = [];
  /** @type {string | undefined} */
  let address = `${api}/orgs/${organization}/teams/${team}/members?per_page=100`;
  for (let pages = 0; address !== undefined; pages += 1) {
    if (pages === MOST_PAGES) throw new Error(`the list of ${name} has no end`);
    const response = await ask(address, token, name);
    all.push(...accounts(await textOf(response, name), name));
    address = nextPage(response, api, name);
  }
  if (all.length === 0) throw new Error(`${name} has no members: take the team out of the config if that is meant`);
  return all;
}

/**
 * @param {string} address
 * @param {string} token
 * @param {string} name
 */
async function ask(address, token, name) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(address, {
      headers: { accept: "application/vnd.github+json", authorization: `Bearer ${token}`, "user-agent": "belvedere" },
      // A renamed organisation would answer for another one, and its old name can be taken.
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    });
  } catch (error) {
    throw new Error(`GitHub cannot be reached for ${name} (${reason(error)})`);
  }
  if (response.status === 200) return response;
  throw new Error(`GitHub answered ${response.status} for ${name}: ${meaning(response)}`);
}

/** @param {unknown} error */
function reason(error) {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : error instanceof Error ? error.name : "unknown";
}

/** @param {Response} response */
function meaning({ status, headers }) {
  if (headers.get("x-ratelimit-remaining") === "0") {
    const reset = Number(headers.get("x-ratelimit-reset"));
    return `the token has used up its requests${reset > 0 ? ` until ${new Date(reset * 1000).toISOString()}` : ""}`;
  }
  if (status === 401) return "the token is wrong or has expired";
  if (status === 403 || status === 429) return "the token may not read members, or asked too often";
  return status === 404 ? "there is no such team, or the token may not see it" : "no list of members";
}

/**
 * @param {Response} response
 * @param {string} name
 */
async function textOf(response, name) {
  try {
    return await response.text();
  } catch (error) {
    throw new Error(`the answer of GitHub for ${name} broke off (${reason(error)})`);
  }
}

/**
 * @param {string} text
 * @param {string} name
 */
function accounts(text, name) {
  /** @type {unknown} */
  let page;
  try {
    page = JSON.parse(text);
  } catch {
    throw new Error(`the answer of GitHub for ${name} is no whole JSON`);
  }
  if (!Array.isArray(page)) throw new Error(`the answer of GitHub for ${name} is no list`);
  return page.map((account) => {
    const { id, login } = account ?? {};
    if (!Number.isSafeInteger(id) || id < 1 || typeof login !== "string" || !/^[\w-]{1,40}$/.test(login))
      throw new Error(`the answer of GitHub for ${name} has a member without number or login`);
    return { id: String(id), login };
  });
}

/**
 * The token goes to no other host.
 *
 * @param {Response} response
 * @param {string} api
 * @param {string} name
 */
function nextPage({ headers }, api, name) {
  const next = /<([^>]+)>;[^,]*\brel="?next"?/.exec(headers.get("link") ?? "")?.[1];
  if (next === undefined) return undefined;
  if (new URL(next, api).origin !== new URL(api).origin) throw new Error(`the list of ${name} goes on at another host`);
  return new URL(next, api).href;
}
