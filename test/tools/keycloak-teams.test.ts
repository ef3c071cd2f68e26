import { afterAll, beforeAll, expect, it } from "vitest";
import type { Person, RealmDescription } from "../../src/identity/description";
import { KEYCLOAK_ROLES, roleExpression } from "../../src/identity/roles";
import { grafanaRole } from "../identity/grafana-role";
import { Browser } from "./keycloak-browser";
import { type Account, type Failure, Github, TEAMS_TOKEN } from "./keycloak-github";
import { type Applied, KeycloakServer, keycloak, type TeamsRun } from "./keycloak-server";
import { suiteWith } from "./suite";

const account = (id: number, login: string): Account => ({ id, login, name: null, email: `${login}@acme.dev` });

const ROOT = account(1001, "root");
const DORA = account(1002, "Dora");
const VIC = account(1003, "vic");
const MIA = account(1004, "mia");
const TOM = account(1005, "tom");
const LOCAL = account(1006, "local");

const ROOT_PERSON: Person = { github: ROOT.login, id: ROOT.id, role: "admin" };
const DORA_PERSON: Person = { github: DORA.login, id: DORA.id, role: "viewer" };

const TEAMS: TeamsRun["teams"] = [
  { organization: "acme", team: "platform", group: "editors" },
  { organization: "acme", team: "leads", group: "admins" },
];

interface User {
  readonly id: string;
  readonly username: string;
  readonly enabled: boolean;
}

suiteWith("a team sync with a real Keycloak", keycloak(), (folder) => {
  let server: KeycloakServer;
  let github: Github;

  beforeAll(async () => {
    github = await Github.start();
    server = await KeycloakServer.start(folder, "https://sso.acme.dev");
    const first = await apply([ROOT_PERSON, DORA_PERSON]);
    if (first.code !== 0) throw new Error(first.output);
    expect(first.output).toContain("client team-sync: may manage users");
    await server.admin("realms/acme/users", "POST", { username: LOCAL.login, enabled: true });
    setTeams([DORA, VIC, MIA, TOM], [MIA]);
  });

  afterAll(async () => {
    github?.stop();
    await server?.stop();
  });

  function apply(people: readonly Person[], teamSync = true): Promise<Applied> {
    const description: RealmDescription = {
      realm: "acme",
      grafanaUrl: "https://grafana.acme.dev",
      github: { clientId: "app", baseUrl: github.url, apiUrl: github.apiUrl },
      people,
      sessions: { idle: 28_800, longest: 43_200, accessToken: 300 },
      teamSync,
    };
    return server.apply(description);
  }

  function setTeams(platform: readonly Account[], leads: readonly Account[]): void {
    github.setTeam("acme/platform", platform);
    github.setTeam("acme/leads", leads);
  }

  const sync = (changes: Partial<TeamsRun> = {}) =>
    server.syncTeams("acme", { teams: TEAMS, githubApi: github.apiUrl, token: TEAMS_TOKEN, dryRun: false, ...changes });

  const users = () => server.admin<User[]>("realms/acme/users?max=1000");
  const userNamed = async (name: string) => {
    const user = (await users()).find(({ username }) => username === name);
    if (user === undefined) throw new Error(`no user ${name}`);
    return user;
  };
  const groupsOf = async (name: string) => {
    const groups = await server.admin<{ name: string }[]>(`realms/acme/users/${(await userNamed(name)).id}/groups`);
    return groups.map((group) => group.name).sort();
  };

  async function everybody() {
    const all = (await users()).map(async (user) => ({
      ...user,
      groups: await server.admin(`realms/acme/users/${user.id}/groups`),
      links: await server.admin(`realms/acme/users/${user.id}/federated-identity`),
    }));
    return Promise.all(all);
  }

  /** What Grafana makes of somebody, or why they do not get there. */
  async function enters(who: Account): Promise<unknown> {
    github.signIn(who);
    const result = await new Browser(server, "acme").byGithub();
    if ("idToken" in result) return grafanaRole(roleExpression(KEYCLOAK_ROLES), result.idToken);
    return result.text.includes("Account is disabled") ? "disabled" : result.status;
  }

  async function inGroup(name: string, group: string, method: "PUT" | "DELETE"): Promise<void> {
    const groups = await server.admin<{ id: string; name: string }[]>("realms/acme/groups");
    const id = groups.find((one) => one.name === group)?.id;
    await server.admin(`realms/acme/users/${(await userNamed(name)).id}/groups/${id}`, method);
  }

  it("changes nothing in a dry run, and says what it would do", async () => {
    const before = await everybody();
    const { code, output } = await sync({ dryRun: true });
    expect(output).toContain("would: person mia: let in, to admins\n");
    expect(output).toContain("4 members, 3 changes that a dry run leaves");
    expect(code).toBe(0);
    expect(await everybody()).toEqual(before);
    expect(await enters(VIC)).toBe(401);
  });

  it("lets the members in, each with the highest role of theirs, and leaves alone whom the config declares", async () => {
    const dora = await userNamed("dora");
    const { code, output } = await sync();
    expect(output).toContain("person vic: let in, to editors\n");
    expect(output).toContain("4 members, 3 changes\n");
    expect(code).toBe(0);
    expect(await enters(VIC)).toBe("Editor");
    expect(await enters(MIA)).toBe("Admin");
    expect(await enters(DORA)).toBe("Viewer");
    expect(await userNamed("dora")).toMatchObject(dora);
    expect(await groupsOf("dora")).toEqual(["people", "viewers"]);
  });

  it("does nothing a second time", async () => {
    const before = await everybody();
    expect(await sync()).toEqual({ code: 0, output: "4 members, 0 changes\n" });
    expect(await everybody()).toEqual(before);
  });

  it.each<Failure>(["a broken connection", "a used-up token", "an answer that breaks off", "half a JSON"])(
    "changes nothing after %s",
    async (failure) => {
      const before = await everybody();
      setTeams([VIC, TOM, DORA], [MIA]);
      github.fail(failure);
      const { code, output } = await sync();
      github.fail(undefined);
      expect(code).toBe(1);
      expect(output).toMatch(/^FAILED: .*GitHub.*; nothing is changed\n$/);
      expect(await everybody()).toEqual(before);
    },
  );

  it("changes nothing with a team that is empty, and with a token that is wrong, which it never prints", async () => {
    const before = await everybody();
    setTeams([DORA, VIC, MIA, TOM], []);
    expect(await sync()).toMatchObject({ code: 1, output: expect.stringContaining("acme/leads has no members") });
    const { code, output } = await sync({ token: "ghp_wrong0123456789" });
    expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining("the token is wrong") });
    expect(output).not.toContain("ghp_wrong");
    expect(await everybody()).toEqual(before);
  });

  it("gives another role, and disables who left, whose link stays", async () => {
    setTeams([DORA, MIA], [VIC]);
    const { code, output } = await sync();
    expect(output.split("\n")).toEqual(
      expect.arrayContaining([
        "person vic: to admins",
        "person vic: from editors",
        "person tom: disabled and signed out",
      ]),
    );
    expect(code).toBe(0);
    expect(await enters(VIC)).toBe("Admin");
    expect(await enters(MIA)).toBe("Editor");
    expect(await enters(TOM)).toBe("disabled");
    const tom = await userNamed("tom");
    expect(await server.admin(`realms/acme/users/${tom.id}/federated-identity`)).toMatchObject([{ userId: "1005" }]);
  });

  it("lets a newcomer in who has the login of one who left, and back in who came back", async () => {
    const newTom = account(2005, "tom");
    setTeams([DORA, MIA, newTom], [VIC]);
    expect((await sync()).output).toContain("person tom-2005: let in, to editors");
    expect(await enters(newTom)).toBe("Editor");
    expect(await enters(TOM)).toBe("disabled");
    setTeams([DORA, MIA, TOM], [VIC]);
    expect((await sync()).output).toContain("person tom: let in again");
    expect(await enters(TOM)).toBe("Editor");
    expect(await enters(newTom)).toBe("disabled");
  });

  it("never touches a user that was made by hand, and says so where the name is wanted", async () => {
    const before = (await everybody()).find(({ username }) => username === "local");
    setTeams([DORA, MIA, TOM, LOCAL], [VIC]);
    const { code, output } = await sync();
    expect(code).toBe(1);
    expect(output).toContain("CONFLICT: person local: a user of this name is there without a link");
    expect((await everybody()).find(({ username }) => username === "local")).toEqual(before);
    expect(await enters(LOCAL)).toBe(401);
  });

  it("keeps out whom somebody put into the group of the suspended", async () => {
    setTeams([DORA, MIA, TOM], [VIC]);
    await inGroup("tom", "suspended", "PUT");
    expect((await sync()).output).toContain("person tom: disabled and signed out");
    expect(await sync()).toEqual({ code: 0, output: "4 members, 0 changes\n" });
    expect(await enters(TOM)).toBe("disabled");
    await inGroup("tom", "suspended", "DELETE");
    expect((await sync()).output).toContain("person tom: let in again");
  });

  it("refuses to let the last admin go, and changes nothing else either", async () => {
    const root = await userNamed("root");
    await server.admin(`realms/acme/users/${root.id}`, "PUT", { ...root, enabled: false });
    const before = await everybody();
    setTeams([DORA, MIA], [VIC]);
    const { code, output } = await sync({ teams: TEAMS.slice(0, 1) });
    expect(code).toBe(1);
    expect(output).toBe("FAILED: the last admin would go (vic): let another one in first; nothing is changed\n");
    expect(await everybody()).toEqual(before);
  });

  it("lives beside the realm's Job: each leaves the other's people, and takes them over where they change hands", async () => {
    await inGroup("root", "suspended", "PUT");
    setTeams([DORA, MIA], [VIC]);
    const { code, output } = await apply([ROOT_PERSON, { github: VIC.login, id: VIC.id, role: "viewer" }]);
    expect(code).toBe(0);
    expect(output).toContain("person vic: declared, no longer the team sync's");
    expect(output).toContain("person dora: no longer declared, the team sync's");
    expect(await userNamed("root")).toMatchObject({ enabled: false });
    expect(await groupsOf("mia")).toEqual(["editors", "team-members"]);
    expect(await groupsOf("vic")).toEqual(["people", "viewers"]);
    expect(await enters(MIA)).toBe("Editor");
    expect(await enters(DORA)).toBe("disabled");
    expect((await sync()).output).toContain("person dora: let in again");
    expect(await enters(DORA)).toBe("Editor");
    expect(await enters(VIC)).toBe("Viewer");
  });

  it("shuts its people out when there is no sync any more, and takes its account away", async () => {
    await inGroup("root", "suspended", "DELETE");
    const { code, output } = await apply([ROOT_PERSON], false);
    expect(code).toBe(0);
    expect(output).toContain("client team-sync: taken away");
    expect(output).toContain("person mia: disabled and signed out");
    expect(await enters(MIA)).toBe("disabled");
    expect(await enters(ROOT)).toBe("Admin");
    expect(await sync()).toMatchObject({ code: 1, output: expect.stringContaining("is the realm applied?") });
  });
});
