import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { type LookUp, peopleAdd } from "../../cli/people";
import { withPerson } from "../../cli/people-file";
import { workspace } from "../config/workspace";

const HUBOT = { github: "hubot", id: 480938, role: "viewer" } as const;
const LINE = "{ github: hubot, id: 480938, role: viewer }";

function added(text: string, file = "a.yaml"): string {
  const result = withPerson(text, file, HUBOT);
  if ("refused" in result) throw new Error(result.refused);
  return result.text;
}

function refused(text: string, file = "a.yaml"): string {
  const result = withPerson(text, file, HUBOT);
  return "refused" in result ? result.refused : "";
}

const BLOCK = `# Acme
identity:
  provider: keycloak   # ours
  people:
    # the founders
    - { github: octocat, id: 583231, role: admin }   # since 2011
grafana: {host:   grafana.acme.dev}  # odd, and left so
`;

const ENTERPRISE = `${BLOCK}  github: { apiUrl: https://git.acme.dev/api/v3 }
`.replace("grafana: {host:   grafana.acme.dev}  # odd, and left so\n", "");

describe("withPerson", () => {
  it("adds a line and changes no other", () => {
    expect(added(BLOCK)).toBe(BLOCK.replace("# since 2011\n", `# since 2011\n    - ${LINE}\n`));
  });

  it.each([
    ["a list in one line", "identity: {provider: keycloak, people: [{github: octocat, id: 1, role: admin}]}\n"],
    ["an empty list", "identity: { provider: keycloak, people: [] }\n"],
    ["no list, in one line", "identity: { provider: keycloak }\n"],
    ["no list", "identity:\n  provider: keycloak\n  host: sso.acme.dev # here\ngrafana: {}\n"],
    ["no list, at the end, without a line end", "identity:\n  provider: keycloak"],
    [
      "people over several lines",
      "identity:\n  provider: keycloak\n  people:\n  - github: octocat\n    id: 1\n    role: admin\n\n# end\n",
    ],
    [
      "a list over several lines",
      "identity:\n  provider: keycloak\n  people: [\n    {github: octocat, id: 1, role: admin},\n    {github: b, id: 2, role: viewer},\n  ]\n",
    ],
    [
      "line ends of Windows",
      "identity:\r\n  provider: keycloak\r\n  people:\r\n    - { github: octocat, id: 1, role: admin }\r\ngrafana: {}\r\n",
    ],
    ["nothing in the list", "identity:\n  provider: keycloak\n  people:\ngrafana: {}\n"],
  ])("finds the place in %s", (_, text) => {
    const before = parse(text) as { identity: { people?: unknown[] } };
    const after = parse(added(text)) as typeof before;
    expect(after).toEqual({
      ...before,
      identity: { ...before.identity, people: [...(before.identity.people ?? []), HUBOT] },
    });
  });

  it("writes JSON into JSON", () => {
    const text = '{"identity": {"provider": "keycloak", "people": [{"github": "octocat", "id": 1, "role": "admin"}]}}';
    expect(JSON.parse(added(text, "a.json"))).toMatchObject({ identity: { people: [{ id: 1 }, HUBOT] } });
  });

  it.each([
    [
      "one id twice",
      BLOCK.replace("583231", "480938"),
      "the account 480938 is in the list already, as octocat with role admin",
    ],
    [
      "a login twice",
      BLOCK.replace("octocat", "HuBot"),
      "hubot is in the list already, with the id 583231 and role admin",
    ],
    ["a client without Keycloak", "identity: { provider: google }\n", "has no identity with provider keycloak"],
    ["a client without identity", "client: acme\n", "has no identity with provider keycloak"],
    [
      "people of a base",
      "extends: ./base.yaml\nidentity: { provider: keycloak }\n",
      "takes its people from ./base.yaml",
    ],
    ["no YAML", "identity: {\n", "is no valid YAML"],
  ])("refuses %s", (_, text, message) => {
    expect(refused(text)).toContain(message);
  });

  it("writes no code", () => {
    expect(refused("export default {}", "a.ts")).toBe(`a.ts is code. Write under identity.people: ${LINE}`);
  });
});

describe("peopleAdd", () => {
  const said: string[] = [];
  const hear = (text: unknown) => {
    said.push(String(text));
    return true;
  };

  afterEach(() => {
    said.length = 0;
    vi.restoreAllMocks();
  });

  async function run(login: string, lookUp: LookUp, options: { role?: string; id?: string } = {}) {
    vi.spyOn(process.stdout, "write").mockImplementation(hear);
    vi.spyOn(process.stderr, "write").mockImplementation(hear);
    const file = join(workspace({ "a.yaml": BLOCK }), "a.yaml");
    const code = await peopleAdd(login, file, { role: "viewer", ...options }, lookUp);
    return { code, text: readFileSync(file, "utf8"), said: said.join("") };
  }

  it("takes number and spelling from GitHub", async () => {
    const asked: string[] = [];
    const { code, text } = await run("HUBOT", async (address) => {
      asked.push(address);
      return { login: "hubot", id: 480938 };
    });
    expect(asked).toEqual(["https://api.github.com/users/HUBOT"]);
    expect(code).toBe(0);
    expect(text).toContain(`    - ${LINE}\n`);
  });

  it.each([
    ["of its own", { "a.yaml": ENTERPRISE }],
    ["of its base", { "a.yaml": `extends: ./base.yaml\n${BLOCK}`, "base.yaml": ENTERPRISE }],
  ])("asks the Enterprise server %s", async (_, files) => {
    vi.spyOn(process.stdout, "write").mockImplementation(hear);
    const asked: string[] = [];
    const lookUp: LookUp = async (address) => {
      asked.push(address);
      return { login: "hubot", id: 480938 };
    };
    expect(await peopleAdd("hubot", join(workspace(files), "a.yaml"), { role: "viewer" }, lookUp)).toBe(0);
    expect(asked).toEqual(["https://git.acme.dev/api/v3/users/hubot"]);
  });

  it("says what to do without a network, and writes nothing", async () => {
    const { code, text, said: output } = await run("hubot", async () => "unreachable");
    expect(code).toBe(1);
    expect(text).toBe(BLOCK);
    expect(output).toContain("Open https://api.github.com/users/hubot");
    expect(output).toContain("belvedere people add hubot --role viewer --id NUMBER");
    expect(output).toContain("- { github: hubot, id: NUMBER, role: viewer }");
  });

  it("asks nobody for a number that is given", async () => {
    const { code, text } = await run("hubot", () => Promise.reject(new Error("asked")), { id: "480938" });
    expect(code).toBe(0);
    expect(text).toContain(LINE);
  });

  it("refuses an account that is not there, and a person twice", async () => {
    expect(await run("hubot", async () => "nobody")).toMatchObject({ code: 1, text: BLOCK });
    expect(await run("octocat", async () => ({ login: "octocat", id: 583231 }))).toMatchObject({
      code: 1,
      text: BLOCK,
    });
  });

  it.each([
    ["hubot", { role: "owner" }, "must be one of admin, editor, viewer"],
    ["hubot", { id: "1e3" }, "must be a whole number"],
    ["../x", {}, "is no GitHub login"],
  ])("takes %s with %j for wrong usage", async (login, options, message) => {
    await expect(run(login, async () => "nobody", options)).rejects.toThrow(message);
  });
});
