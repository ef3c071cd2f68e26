import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Account, type Failure, Github, TEAMS_TOKEN } from "../../../tools/keycloak-github";

const account = (id: number, login: string): Account => ({ id, login, name: null, email: `${login}@acme.dev` });

const [ALICE, BOB, CAROL, DAVE, EVE] = ["Alice", "bob", "carol", "dave", "eve"].map((login, index) =>
  account(index + 1, login),
) as [Account, Account, Account, Account, Account];

const PLATFORM = { organization: "acme", team: "platform", group: "editors" } as const;
const LEADS = { organization: "acme", team: "leads", group: "admins" } as const;

describe("readMembers", () => {
  let github: Github;

  beforeAll(async () => {
    github = await Github.start();
  });

  afterAll(() => github.stop());

  beforeEach(() => {
    github.fail(undefined);
    github.setTeam("acme/platform", [ALICE, BOB, CAROL, DAVE, EVE]);
    github.setTeam("acme/leads", [BOB]);
    github.setTeam("acme/empty", []);
  });

  async function read(teams: readonly (typeof PLATFORM | typeof LEADS | { team: string })[], token = TEAMS_TOKEN) {
    const { readMembers } = await import("../../../../constructs/keycloak/sync-teams/github.mjs");
    const whole = teams.map((team) => ({ ...PLATFORM, ...team }));
    return readMembers({ api: github.apiUrl, token }, whole);
  }

  it("reads every page, and gives everybody the highest role of theirs", async () => {
    const wanted = [
      { id: "1", login: "Alice", group: "editors" },
      { id: "2", login: "bob", group: "admins" },
      { id: "3", login: "carol", group: "editors" },
      { id: "4", login: "dave", group: "editors" },
      { id: "5", login: "eve", group: "editors" },
    ];
    expect(await read([PLATFORM, LEADS])).toEqual(wanted);
    expect((await read([LEADS, PLATFORM])).toSorted((a, b) => Number(a.id) - Number(b.id))).toEqual(wanted);
  });

  it.each<[Failure, string]>([
    ["a broken connection", "GitHub cannot be reached for acme/platform"],
    ["an expired token", "GitHub answered 401 for acme/platform: the token is wrong or has expired"],
    ["a used-up token", "the token has used up its requests until 2026-01-01T00:00:00.000Z"],
    ["a fault of theirs", "GitHub answered 502 for acme/platform"],
    ["an answer that breaks off", "the answer of GitHub for acme/platform broke off"],
    ["half a JSON", "the answer of GitHub for acme/platform is no whole JSON"],
    ["no list", "the answer of GitHub for acme/platform is no list"],
    ["a member without a number", "has a member without number or login"],
    ["another host", "the list of acme/platform goes on at another host"],
    ["a way elsewhere", "GitHub cannot be reached for acme/platform"],
  ])("takes no part of a list with %s on its second page", async (failure, message) => {
    github.fail(failure);
    await expect(read([LEADS, PLATFORM])).rejects.toThrow(message);
  });

  it("takes a team without members for a failure, and one that is not there", async () => {
    await expect(read([PLATFORM, { team: "empty" }])).rejects.toThrow("acme/empty has no members");
    await expect(read([{ team: "gone" }])).rejects.toThrow("answered 404 for acme/gone: there is no such team");
  });

  it.each(["ghp_wrong", "two words", "ghp_a\nb", "bücher"])("never prints the token %j", async (token) => {
    const message = await read([PLATFORM], token).then(String, String);
    expect(message).toMatch(/the token (is wrong|of GitHub is empty)/);
    expect(message).not.toContain(token);
  });
});
