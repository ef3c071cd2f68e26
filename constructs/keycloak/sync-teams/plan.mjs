/** Groups that give a role, the highest first. */
export const ROLE_GROUPS = /** @type {const} */ (["admins", "editors", "viewers"]);

/**
 * @typedef {typeof ROLE_GROUPS[number]} RoleGroup
 *
 * Somebody whom a team lets in.
 * @typedef {{ readonly id: string, readonly login: string, readonly group: RoleGroup }} Member
 *
 * A user of Keycloak. `owner` says whose: the config's, the sync's, or nobody's but who made it by hand.
 * @typedef {{
 *   readonly id: string,
 *   readonly username: string,
 *   readonly enabled: boolean,
 *   readonly owner: "config" | "sync" | "hand",
 *   readonly suspended: boolean,
 *   readonly groups: readonly RoleGroup[],
 * }} User
 *
 * What Keycloak has: everybody of a group of ours, who has an account's link, and who holds a name.
 * @typedef {{
 *   readonly users: readonly User[],
 *   readonly linked: ReadonlyMap<string, User>,
 *   readonly holders: ReadonlyMap<string, User>,
 * }} State
 *
 * @typedef {{ readonly do: "create", readonly username: string, readonly member: Member }} Create
 * @typedef {{ readonly do: "enable" | "disable", readonly user: User }} Switch
 * @typedef {{ readonly do: "join" | "leave", readonly user: User, readonly group: RoleGroup }} Move
 * @typedef {Create | Switch | Move} Step
 *
 * @typedef {{ readonly steps: readonly Step[], readonly conflicts: readonly string[] }} Plan
 */

/**
 * What brings Keycloak into line with the teams. Users of the config and those made by hand are in no step.
 *
 * @param {readonly Member[]} members each account once
 * @param {State} state
 * @returns {Plan}
 * @throws Error where the last admin would go
 */
export function plan(members, state) {
  const known = members.flatMap((member) => state.linked.get(member.id) ?? []);
  const gone = state.users.filter((user) => user.owner === "sync" && !known.some(({ id }) => id === user.id));
  const newcomers = members.filter(({ id }) => !state.linked.has(id)).map((member) => newcomer(member, state));
  const kept = members.flatMap((member) => {
    const user = state.linked.get(member.id);
    return user?.owner === "sync" ? keep(user, member.group) : [];
  });
  const steps = [...newcomers.flatMap(({ step }) => step ?? []), ...kept, ...gone.flatMap(shutOut)];
  guardAdmins(steps, state.users);
  return { steps, conflicts: newcomers.flatMap(({ conflict }) => conflict ?? []) };
}

/**
 * Who was ours keeps the name, disabled or not; the newcomer gets it with their number.
 *
 * @param {Member} member
 * @param {State} state
 * @returns {{ readonly step?: Create, readonly conflict?: string }}
 */
function newcomer(member, { holders }) {
  const name = member.login.toLowerCase();
  const holder = holders.get(name);
  if (holder === undefined) return { step: { do: "create", username: name, member } };
  const numbered = `${name}-${member.id}`;
  if (holder.owner !== "hand" && !holders.has(numbered)) return { step: { do: "create", username: numbered, member } };
  return { conflict: `${name}: a user of this name is there without a link to the GitHub account ${member.id}` };
}

/**
 * @param {User} user
 * @param {RoleGroup} wanted
 * @returns {readonly Step[]}
 */
function keep(user, wanted) {
  /** @type {readonly Step[]} */
  const switched = user.enabled === user.suspended ? [{ do: user.suspended ? "disable" : "enable", user }] : [];
  /** @type {readonly Step[]} */
  const joined = user.groups.includes(wanted) ? [] : [{ do: "join", user, group: wanted }];
  return [
    ...switched,
    ...joined,
    ...leave(
      user,
      user.groups.filter((group) => group !== wanted),
    ),
  ];
}

/**
 * @param {User} user
 * @returns {readonly Step[]}
 */
function shutOut(user) {
  /** @type {readonly Step[]} */
  const disabled = user.enabled ? [{ do: "disable", user }] : [];
  return [...disabled, ...leave(user, user.groups)];
}

/**
 * @param {User} user
 * @param {readonly RoleGroup[]} groups
 * @returns {readonly Step[]}
 */
function leave(user, groups) {
  return groups.map((group) => ({ do: "leave", user, group }));
}

/**
 * @param {readonly Step[]} steps
 * @param {readonly User[]} users
 */
function guardAdmins(steps, users) {
  const before = users.filter((user) => user.enabled && user.groups.includes("admins"));
  const newAdmin = steps.some((step) => step.do === "create" && step.member.group === "admins");
  if (before.length === 0 || newAdmin || users.some((user) => isAdminAfter(user, steps))) return;
  const names = before.map(({ username }) => username).join(", ");
  throw new Error(`the last admin would go (${names}): let another one in first`);
}

/**
 * @param {User} user
 * @param {readonly Step[]} steps
 */
function isAdminAfter(user, steps) {
  let { enabled } = user;
  let admin = user.groups.includes("admins");
  for (const step of steps) {
    if (step.do === "create" || step.user.id !== user.id) continue;
    if (!("group" in step)) enabled = step.do === "enable";
    else if (step.group === "admins") admin = step.do === "join";
  }
  return enabled && admin;
}

/**
 * @param {Step} step
 * @returns {string} what is done, for people
 */
export function describe(step) {
  if (step.do === "create") return `person ${step.username}: let in, to ${step.member.group}`;
  const name = `person ${step.user.username}`;
  if (step.do === "join") return `${name}: to ${step.group}`;
  if (step.do === "leave") return `${name}: from ${step.group}`;
  return step.do === "enable" ? `${name}: let in again` : `${name}: disabled and signed out`;
}
