import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { plain, problemsWith } from "./workspace";

type Change = Record<string, unknown>;

const TOKEN = { env: "TOKEN" };
const LOGS = { type: "loki", url: "https://logs.zai.dev" };

function grafana(datasources: Change, uids?: Change): Change {
  const all = Object.entries(datasources) as [string, { title?: string; uid?: string }][];
  const listed = Object.fromEntries(all.map(([key, { title = key, uid = key }]) => [title, uid]));
  return { grafana: { datasources, uids: uids ?? listed } };
}

const REFUSED: readonly (readonly [name: string, change: Change, said: readonly string[], paste?: unknown])[] = [
  [
    "two defaults",
    grafana({ a: { ...LOGS, default: true }, b: { ...LOGS, default: true } }),
    ["grafana.datasources.b.default: got true, but a is the default already; must be one datasource only"],
    { grafana: { datasources: { b: { default: false } } } },
  ],
  [
    "a uid of the platform's own",
    grafana({ tempo: LOGS }),
    ['grafana.datasources.tempo: got the uid "tempo", which the platform\'s own has; must be one of its own'],
  ],
  [
    "a name of the platform's own",
    grafana({ far: { ...LOGS, title: "Loki" } }),
    ['grafana.datasources.far.title: got the title "Loki", which the platform\'s own has; must be one of its own'],
  ],
  [
    "one uid for two",
    grafana({ a: LOGS, b: { ...LOGS, uid: "a" } }),
    ['grafana.datasources.b.uid: got the uid "a", which grafana.datasources.a has; must be one of its own'],
  ],
  [
    "one name for two",
    grafana({ a: LOGS, b: { ...LOGS, title: "a", uid: "b" } }, { a: "a" }),
    [
      'grafana.datasources.b.title: got the title "a", which grafana.datasources.a has; must be one of its own',
      'grafana.datasources.b: got the uid "b", but "a" is deployed: dashboards and alerts that name that will find nothing, and the datasource is deleted and made anew',
    ],
  ],
  [
    "two ways in",
    grafana({ a: { ...LOGS, token: TOKEN, basicAuth: { user: "u", password: TOKEN } } }),
    ["grafana.datasources.a.token: got token beside basicAuth, must be one of them"],
  ],
  [
    "Flux without an organization",
    grafana({ a: { type: "influxdb", query: "flux", url: "https://i.dev", bucket: "b", token: TOKEN } }),
    ["grafana.datasources.a.organization: is missing, must be given for Flux"],
    { grafana: { datasources: { a: { organization: "zai" } } } },
  ],
  [
    "a password in an address",
    grafana({ a: { ...LOGS, url: "https://u:p@logs.zai.dev" } }),
    ["grafana.datasources.a.url: got an address with a user or password in it, must be one without"],
  ],
];

const WARNED: readonly (readonly [name: string, change: Change, said: string, paste: unknown])[] = [
  [
    "a secret without TLS",
    grafana({ a: { ...LOGS, url: "http://logs.zai.dev", token: TOKEN } }),
    "grafana.datasources.a.url: got an address without TLS: the secret of this datasource would go over the network as it is",
    { grafana: { datasources: { a: { url: "https://logs.zai.dev" } } } },
  ],
  [
    "a uid that is not the deployed one",
    grafana({ a: { ...LOGS, title: "Logs", uid: "new" } }, { Logs: "old" }),
    'grafana.datasources.a: got the uid "new", but "old" is deployed: dashboards and alerts that name that will find nothing, and the datasource is deleted and made anew',
    { grafana: { datasources: { a: { uid: "old" } } } },
  ],
  [
    "a uid that is not in the ledger",
    grafana({ a: LOGS }, {}),
    'grafana.datasources.a: its uid "a" is not in the ledger, so nobody will notice when it changes',
    { grafana: { uids: { a: "a" } } },
  ],
];

describe("rules on further datasources", () => {
  it.each(REFUSED.map(([name, change, said, paste]) => ({ name, change, said, paste })))(
    "refuse $name",
    async ({ change, said, paste }) => {
      const problems = await problemsWith(change);
      expect(problems.map(plain).sort()).toEqual([...said].sort());
      const [first] = problems.filter((problem) => plain(problem) === said[0]);
      expect(first?.severity).toBeUndefined();
      expect(first?.paste === undefined ? undefined : parse(first.paste)).toEqual(paste);
    },
  );

  it.each(WARNED)("warn of %s", async (_, change, said, paste) => {
    const problems = await problemsWith(change);
    expect(problems.map(plain)).toEqual([said]);
    expect(problems[0]?.severity).toBe("warning");
    expect(parse(problems[0]?.paste ?? "")).toEqual(paste);
  });

  it.each([
    ["a secret that stays on the cluster", { ...LOGS, url: "http://loki.other.svc:3100", token: TOKEN }],
    ["an address without TLS, where nothing is secret", { ...LOGS, url: "http://logs.zai.dev" }],
    [
      "SQL without an organization",
      { type: "influxdb", query: "sql", url: "https://i.dev", bucket: "b", token: TOKEN },
    ],
  ])("allow %s", async (_, a) => {
    expect((await problemsWith(grafana({ a }))).map(plain)).toEqual([]);
  });

  it("want a credential to be named, and do not show one that is not", async () => {
    const problems = await problemsWith(grafana({ a: { ...LOGS, token: "glsa_0123456789abcdefABCDEF" } }));
    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).not.toContain("glsa_0123456789abcdefABCDEF");
  });
});
