import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { plain, problemsWith } from "./workspace";

const HOST = "db1.zai.dev:9100";
const TOKEN = { env: "TOKEN" };
const BASIC = { user: "u", password: TOKEN };
const MIMIR = { name: "mimir", url: "https://mimir.zai.dev/push" };

const scrape = (job: object, name = "hosts") => ({ prometheus: { scrape: { [name]: job } } });
const write = (...remoteWrite: readonly object[]) => ({ prometheus: { remoteWrite } });

const REFUSED: readonly (readonly [name: string, change: Record<string, unknown>, said: string, paste?: unknown])[] = [
  [
    "a job of the chart",
    scrape({ targets: [HOST] }, "kubernetes-pods"),
    'prometheus.scrape.kubernetes-pods: got "kubernetes-pods", which is a job of the chart; must be a name of its own',
  ],
  [
    "a job of nothing",
    scrape({}),
    "prometheus.scrape.hosts: has nothing to scrape, must have targets or pods",
    scrape({ targets: ["db1.example.com:9100"] }),
  ],
  [
    "hosts and pods in one",
    scrape({ targets: [HOST], pods: { namespace: "shop", labels: { app: "a" }, port: 1 } }),
    "prometheus.scrape.hosts.pods: got pods beside targets, must be one of them",
  ],
  [
    "a host twice",
    scrape({ targets: [HOST, HOST] }),
    `prometheus.scrape.hosts.targets[1]: got "${HOST}" a second time, must be listed once`,
  ],
  [
    "a port that there is not",
    scrape({ targets: ["db1:70000"] }),
    "prometheus.scrape.hosts.targets[0]: got the port 70000, must be at most 65535",
  ],
  [
    "a target with a scheme",
    scrape({ targets: ["https://db1:9100"] }),
    'prometheus.scrape.hosts.targets[0]: got "https://db1:9100", must be host:port without a scheme, such as db1.zai.dev:9100',
  ],
  [
    "an interval over which series go stale",
    scrape({ targets: [HOST], interval: "5m" }),
    'prometheus.scrape.hosts.interval: got "5m", must be at most 2m: a series goes stale after 5m, and one missed scrape must not do that',
    scrape({ interval: "2m" }),
  ],
  [
    "two ways in",
    scrape({ targets: [HOST], scheme: "https", token: TOKEN, basicAuth: BASIC }),
    "prometheus.scrape.hosts.token: got token beside basicAuth, must be one of them",
  ],
  [
    "two stores of one name",
    write(MIMIR, MIMIR),
    'prometheus.remoteWrite[1].name: got "mimir" a second time, must be a name of its own',
  ],
  [
    "a filter both ways",
    write({ ...MIMIR, keep: ["up"], drop: ["node_*"] }),
    "prometheus.remoteWrite[0].drop: got drop beside keep, must be one of them",
  ],
  [
    "a user in the address",
    write({ ...MIMIR, url: "https://u:p@mimir.zai.dev" }),
    "prometheus.remoteWrite[0].url: got an address with a user or password in it, must be one without",
  ],
  [
    "a queue that never fills a request",
    write({ ...MIMIR, queue: { capacity: 10 } }),
    "prometheus.remoteWrite[0].queue: got a capacity of 10, must be at least maxSamplesPerSend, 2000: no request would ever be full",
  ],
];

describe("rules on scrape jobs and remote writes", () => {
  it.each(REFUSED.map(([name, change, said, paste]) => ({ name, change, said, paste })))(
    "refuse $name",
    async ({ change, said, paste }) => {
      const problems = await problemsWith(change);
      expect(problems.map(plain)).toEqual([said]);
      expect(problems[0]?.severity).toBeUndefined();
      expect(problems[0]?.paste === undefined ? undefined : parse(problems[0].paste)).toEqual(paste);
    },
  );

  it("warn of a secret in plain text", async () => {
    const problems = await problemsWith(scrape({ targets: [HOST], token: TOKEN }));
    expect(problems.map(plain)).toEqual([
      "prometheus.scrape.hosts: sends its secret in plain text to hosts outside the cluster",
    ]);
    expect(problems[0]?.severity).toBe("warning");
  });

  it("do not show a secret that is no reference", async () => {
    const problems = await problemsWith(write({ ...MIMIR, token: "glc_0123456789abcdefABCDEF" }));
    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).not.toContain("glc_0123456789abcdefABCDEF");
  });
});
