import { ROLE_GROUPS } from "./plan.mjs";

/**
 * @typedef {import("./plan.mjs").Member} Member
 * @typedef {import("./plan.mjs").State} State
 * @typedef {import("./plan.mjs").Step} Step
 * @typedef {import("./plan.mjs").User} User
 * @typedef {{ readonly id: string, readonly username: string, readonly enabled: boolean }} Known
 */

const PATIENCE_MILLISECONDS = 30_000;
const TOKEN_MILLISECONDS = 30_000;
const PAGE = 500;

const CLIENT = "team-sync";

/** Groups that say whose a user is. */
const OWNERS = /** @type {const} */ (["people", "team-members", "suspended"]);

/** Users of a realm, as the account of the sync sees them. */
export class Keycloak {
  #token = { value: "", until: 0 };
  /** @type {ReadonlyMap<string, string>} */
  #groups = new Map();

  /** @param {{ readonly url: string, readonly realm: string, readonly secret: string }} server */
  constructor(server) {
    this.server = server;
  }

  /**
   * @param {readonly Member[]} members
   * @returns {Promise<State>}
   */
  async read(members) {
    await this.#readGroups();
    const lists = new Map();
    for (const group of [...OWNERS, ...ROLE_GROUPS]) lists.set(group, await this.#members(group));
    const user = (/** @type {Known} */ known) => withGroups(known, lists);
    const linked = new Map();
    const holders = new Map();
    for (const { id, login } of members) {
      const [known] = await this.#find({ idpAlias: "github", idpUserId: id });
      if (known !== undefined) linked.set(id, user(known));
      else
        for (const name of [login.toLowerCase(), `${login.toLowerCase()}-${id}`]) {
          const [holder] = await this.#find({ username: name, exact: "true" });
          if (holder !== undefined) holders.set(name, user(holder));
        }
    }
    const all = new Map([...lists.values()].flat().map((known) => [known.id, user(known)]));
    return { users: [...all.values()], linked, holders };
  }

  /** @param {Step} step */
  async apply(step) {
    if (step.do === "create") return this.#create(step.username, step.member);
    const path = `users/${step.user.id}`;
    if (step.do === "join") return this.#ask("PUT", `${path}/groups/${this.#groups.get(step.group)}`);
    if (step.do === "leave") return this.#ask("DELETE", `${path}/groups/${this.#groups.get(step.group)}`);
    // The whole user: what an update leaves out would be taken from them.
    await this.#ask("PUT", path, { ...(await this.#ask("GET", path)), enabled: step.do === "enable" });
    if (step.do === "disable") await this.#ask("POST", `${path}/logout`);
  }

  /**
   * @param {string} username
   * @param {Member} member
   */
  #create(username, { id, login, group }) {
    return this.#ask("POST", "users", {
      username,
      enabled: true,
      groups: ["/team-members", `/${group}`],
      federatedIdentities: [{ identityProvider: "github", userId: id, userName: login }],
    });
  }

  async #readGroups() {
    /** @type {readonly { readonly id: string, readonly name: string }[]} */
    const groups = await this.#ask("GET", "groups?max=100000");
    this.#groups = new Map(groups.map(({ id, name }) => [name, id]));
    const missing = [...OWNERS, ...ROLE_GROUPS].filter((name) => !this.#groups.has(name));
    if (missing.length > 0) throw new Error(`the realm has no group ${missing.join(", ")}: it is not applied yet`);
  }

  /**
   * @param {string} group
   * @returns {Promise<readonly Known[]>}
   */
  async #members(group) {
    const all = [];
    for (;;) {
      const page = await this.#ask("GET", `groups/${this.#groups.get(group)}/members?first=${all.length}&max=${PAGE}`);
      all.push(...page);
      if (page.length < PAGE) return all;
    }
  }

  /**
   * @param {Record<string, string>} query
   * @returns {Promise<readonly Known[]>}
   */
  #find(query) {
    return this.#ask("GET", `users?${new URLSearchParams(query)}`);
  }

  /**
   * @param {"GET" | "POST" | "PUT" | "DELETE"} method
   * @param {string} path
   * @param {unknown} [body]
   */
  async #ask(method, path, body) {
    const { url, realm } = this.server;
    const answer = await send(`${url}/admin/realms/${realm}/${path}`, {
      method,
      headers: { authorization: `Bearer ${await this.#accessToken()}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`Keycloak answered ${answer.status} to ${method} ${path.replace(/\?.*/, "")}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  async #accessToken() {
    if (this.#token.until > Date.now()) return this.#token.value;
    const { url, realm, secret } = this.server;
    const answer = await send(`${url}/realms/${realm}/protocol/openid-connect/token`, {
      method: "POST",
      body: new URLSearchParams({ grant_type: "client_credentials", client_id: CLIENT, client_secret: secret }),
    });
    if (!answer.ok)
      throw new Error(`Keycloak answered ${answer.status} to the sign-in of ${CLIENT}: is the realm applied?`);
    const { access_token: value } = /** @type {{ readonly access_token: string }} */ (await answer.json());
    this.#token = { value, until: Date.now() + TOKEN_MILLISECONDS };
    return value;
  }
}

/**
 * @param {string} address
 * @param {RequestInit} request
 */
async function send(address, request) {
  try {
    return await fetch(address, { ...request, signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) });
  } catch {
    throw new Error(`Keycloak cannot be reached at ${new URL(address).origin}`);
  }
}

/**
 * @param {Known} known
 * @param {ReadonlyMap<string, readonly Known[]>} lists
 * @returns {User}
 */
function withGroups({ id, username, enabled }, lists) {
  const isIn = (/** @type {string} */ group) => lists.get(group)?.some((member) => member.id === id) === true;
  return {
    id,
    username,
    enabled,
    owner: isIn("people") ? "config" : isIn("team-members") ? "sync" : "hand",
    suspended: isIn("suspended"),
    groups: ROLE_GROUPS.filter(isIn),
  };
}
