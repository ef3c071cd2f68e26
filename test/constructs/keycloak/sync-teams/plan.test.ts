import { assert, boolean, constantFrom, property, record, subarray, uniqueArray } from "fast-check";
import { expect, it, describe as suite } from "vitest";
import type {
  Member,
  Plan,
  RoleGroup,
  State,
  Step,
  User,
} from "../../../../constructs/keycloak/sync-teams/plan.mjs" with { "resolution-mode": "import" };

const load = () => import("../../../../constructs/keycloak/sync-teams/plan.mjs");

const user = (username: string, changes: Partial<User> = {}): User => ({
  id: `user-${username}`,
  username,
  enabled: true,
  owner: "sync",
  suspended: false,
  groups: ["viewers"],
  ...changes,
});

const ROOT = user("root", { owner: "config", groups: ["admins"] });
const VIC = { id: "3", login: "Vic", group: "viewers" } as const;

const state = (
  users: readonly User[],
  links: Readonly<Record<string, User>> = {},
  holders: readonly User[] = [],
): State => ({
  users: [ROOT, ...users],
  linked: new Map(Object.entries(links)),
  holders: new Map(holders.map((holder) => [holder.username, holder])),
});

async function planned(members: readonly Member[], of: State): Promise<readonly string[]> {
  const { plan, describe } = await load();
  const { steps, conflicts } = plan(members, of);
  return [...steps.map(describe), ...conflicts.map((conflict) => `CONFLICT ${conflict}`)];
}

suite("plan", () => {
  it("lets a new member in, under the name of the login", async () => {
    expect(await planned([VIC], state([]))).toEqual(["person vic: let in, to viewers"]);
  });

  it("has nothing to do where all is so", async () => {
    const vic = user("vic");
    expect(await planned([VIC], state([vic], { 3: vic }))).toEqual([]);
  });

  it("gives another role, the new one first", async () => {
    const vic = user("vic", { groups: ["editors"] });
    expect(await planned([VIC], state([vic], { 3: vic }))).toEqual([
      "person vic: to viewers",
      "person vic: from editors",
    ]);
  });

  it("disables who left, once", async () => {
    expect(await planned([], state([user("vic")]))).toEqual([
      "person vic: disabled and signed out",
      "person vic: from viewers",
    ]);
    expect(await planned([], state([user("vic", { enabled: false, groups: [] })]))).toEqual([]);
  });

  it("lets in again who came back", async () => {
    const vic = user("vic", { enabled: false, groups: [] });
    expect(await planned([VIC], state([vic], { 3: vic }))).toEqual([
      "person vic: let in again",
      "person vic: to viewers",
    ]);
  });

  it("keeps out who was suspended by hand", async () => {
    const vic = user("vic", { enabled: false, suspended: true });
    expect(await planned([VIC], state([vic], { 3: vic }))).toEqual([]);
    const still = user("vic", { suspended: true });
    expect(await planned([VIC], state([still], { 3: still }))).toEqual(["person vic: disabled and signed out"]);
  });

  it.each(["config", "hand"] as const)("leaves alone whose owner is the %s, in a team or not", async (owner) => {
    const vic = user("vic", { owner, groups: ["editors"], enabled: false });
    expect(await planned([VIC], state([vic], { 3: vic }))).toEqual([]);
    expect(await planned([], state([vic]))).toEqual([]);
  });

  it("gives a newcomer with the name of one who left a name with their number", async () => {
    const gone = user("vic", { enabled: false, groups: [] });
    expect(await planned([VIC], state([gone], {}, [gone]))).toEqual(["person vic-3: let in, to viewers"]);
    expect(await planned([VIC], state([gone], {}, [gone, user("vic-3")]))).toEqual([
      "CONFLICT vic: a user of this name is there without a link to the GitHub account 3",
    ]);
  });

  it("gives nobody the name of a user that was made by hand, and lets the others in", async () => {
    const local = user("vic", { owner: "hand" });
    expect(await planned([VIC, { ...VIC, id: "4", login: "wim" }], state([], {}, [local]))).toEqual([
      "person wim: let in, to viewers",
      "CONFLICT vic: a user of this name is there without a link to the GitHub account 3",
    ]);
  });

  it("refuses to let the last admin go, or become less", async () => {
    const { plan } = await load();
    const last = user("last", { groups: ["admins"] });
    const left: State = { users: [last], linked: new Map(), holders: new Map() };
    expect(() => plan([], left)).toThrow("the last admin would go (last): let another one in first");
    expect(() => plan([VIC], { ...left, linked: new Map([["3", last]]) })).toThrow("the last admin would go");
    const next = { id: "9", login: "next", group: "admins" } as const;
    expect(plan([next], left).steps.map((step) => step.do)).toEqual(["create", "disable", "leave"]);
  });

  it("never touches others, leaves an admin, and is done after one run", async () => {
    const { plan } = await load();
    const group = constantFrom<RoleGroup>("admins", "editors", "viewers");
    const users = uniqueArray(
      record({
        number: constantFrom("1", "2", "3", "4", "5"),
        enabled: boolean(),
        owner: constantFrom<User["owner"]>("config", "sync", "hand"),
        suspended: boolean(),
        groups: subarray<RoleGroup>(["admins", "editors", "viewers"]),
      }),
      { selector: ({ number }) => number },
    );
    const wanted = uniqueArray(record({ id: constantFrom("1", "2", "3", "4", "5", "6"), group }), {
      selector: ({ id }) => id,
    });
    assert(
      property(users, wanted, (known, members) => {
        const all = new Map(known.map(({ number, ...rest }) => [number, user(`u${number}`, rest)]));
        const before: State = { users: [...all.values()], linked: all, holders: new Map() };
        const people = members.map((member) => ({ ...member, login: `u${member.id}` }));
        const first = outcome(() => plan(people, before));
        if (first === undefined) return;
        expect(first.steps.every((step) => step.do === "create" || step.user.owner === "sync")).toBe(true);
        const after = applied(before, first.steps);
        if (admins(before) > 0) expect(admins(after)).toBeGreaterThan(0);
        expect(plan(people, after).steps).toEqual([]);
      }),
    );
  });
});

function outcome(run: () => Plan): Plan | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

function admins({ users }: State): number {
  return users.filter(({ enabled, groups }) => enabled && groups.includes("admins")).length;
}

/** What Keycloak has after these steps. */
function applied(before: State, steps: readonly Step[]): State {
  const linked = new Map([...before.linked].map(([number, one]) => [number, steps.reduce(stepped, one)]));
  for (const step of steps)
    if (step.do === "create") linked.set(step.member.id, user(step.username, { groups: [step.member.group] }));
  return { users: [...linked.values()], linked, holders: before.holders };
}

function stepped(one: User, step: Step): User {
  if (step.do === "create" || step.user.id !== one.id) return one;
  if (!("group" in step)) return { ...one, enabled: step.do === "enable" };
  const others = one.groups.filter((group) => group !== step.group);
  return { ...one, groups: step.do === "join" ? [...others, step.group] : others };
}
