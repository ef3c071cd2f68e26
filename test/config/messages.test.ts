import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ClientInput } from "../../src/config";
import { parseClient } from "../../src/config";
import { InputError } from "../../src/problem";
import { plain, problemsWith, shownOf, validClient } from "./workspace";

type Change = Record<string, unknown>;

/** A change to a valid client, all that is said of it, and what to paste. */
const CASES: readonly (readonly [name: string, change: Change, said: string, paste?: unknown])[] = [
  [
    "a number beyond its bounds",
    { cluster: { nodePools: { main: { count: undefined, autoscale: { min: 1, max: 999 } } } } },
    "cluster.nodePools.main.autoscale.max: got 999, must be a whole number from 1 to 512",
    { cluster: { nodePools: { main: { autoscale: { max: 512 } } } } },
  ],
  [
    "a fraction",
    { ingress: { replicas: 1.5 } },
    "ingress.replicas: got 1.5, must be a whole number from 1 to 20",
    { ingress: { replicas: 2 } },
  ],
  [
    "a number in quotes",
    { ingress: { replicas: "3" } },
    'ingress.replicas: got the text "3", must be without quotes: 3',
    { ingress: { replicas: 3 } },
  ],
  [
    "a boolean in quotes",
    { ingress: { accessLog: "false" } },
    'ingress.accessLog: got the text "false", must be without quotes: false',
    { ingress: { accessLog: false } },
  ],
  [
    "a word for a boolean",
    { ingress: { accessLog: "yes" } },
    'ingress.accessLog: got "yes", must be true or false',
    { ingress: { accessLog: true } },
  ],
  [
    "a misspelt name of several",
    { environment: "stagign" },
    'environment: got "stagign", must be one of development, staging, production; did you mean "staging"?',
    { environment: "staging" },
  ],
  [
    "the beginning of a name",
    { environment: "prod" },
    'environment: got "prod", must be one of development, staging, production; did you mean "production"?',
    { environment: "production" },
  ],
  [
    "upper case",
    { cluster: { maintenance: { day: "SATURDAY" } } },
    'cluster.maintenance.day: got "SATURDAY", must be lower case: "saturday"',
    { cluster: { maintenance: { day: "saturday" } } },
  ],
  [
    "an unknown kind",
    { backend: { type: "s4" } },
    'backend.type: got "s4", must be one of local, s3, remote; did you mean "s3"?',
    { backend: { type: "s3" } },
  ],
  [
    "a missing kind",
    { backend: { type: undefined } },
    "backend.type: is missing, must be one of local, s3, remote",
    { backend: { type: "local" } },
  ],
  [
    "a key of another kind",
    { backend: { bucket: "b" } },
    "backend.bucket: belongs to type s3, must not stand beside type local; allowed here: type, directory",
  ],
  [
    "a list for a map",
    { grafana: ["a"] },
    "grafana: got a list of 1, must be a map with host",
    { grafana: { host: "grafana.zai.dev" } },
  ],
  [
    "a text for a list",
    { cluster: { tags: "a" } },
    'cluster.tags: got "a", must be a list',
    { cluster: { tags: ["cost-centre:42"] } },
  ],
  [
    "a null",
    { loki: { retention: null } },
    "loki.retention: got null, must be a whole number with one unit of s, m, h, d, w, such as 15d",
    { loki: { retention: "31d" } },
  ],
  [
    "an empty list",
    { alerts: { routes: { critical: [] } } },
    "alerts.routes.critical: got an empty list, must be a list with at least one item",
    { alerts: { routes: { critical: ["oncall", "platform"] } } },
  ],
  [
    "a bad name of an entry",
    { cluster: { nodePools: { "Big.Pool": { size: "s-2vcpu-4gb", count: 1 } } } },
    'cluster.nodePools."Big.Pool": got the key "Big.Pool", must be lower-case letters, digits and hyphens, start with a letter, at most 40 characters',
  ],
  [
    "a forbidden tag",
    { cluster: { tags: ["ok", "k8s:x"] } },
    'cluster.tags[1]: got "k8s:x", must not be k8s, k8s:* or terraform:*, which the provider keeps to itself',
  ],
  [
    "an address of neither form",
    { charts: { mirror: "ftp://x" } },
    'charts.mirror: got "ftp://x", must be an https address, or http on loopback',
    { charts: { mirror: "https://charts.zai.dev" } },
  ],
  [
    "a long text",
    { client: "x".repeat(200) },
    `client: got "${"x".repeat(60)}…", must be lower-case letters, digits and hyphens, start with a letter, at most 30 characters`,
    { client: "zai" },
  ],
  [
    "an unknown key that is like none",
    { grafana: { zzz: 1 } },
    "grafana.zzz: unknown key, must be one of host, volume, adminPassword, datasources, uids, values",
  ],
  [
    "a typo of a key, with the value that was meant for it",
    { loki: { retentoin: "62d" } },
    'loki.retentoin: unknown key, did you mean "retention"? Allowed: profile, replicas, chart, bucket, region, endpoint, pathStyle, credentials, probe, retention, volume, tenant, schemaFrom, retentionByStream, limits, ruler, values',
    { loki: { retention: "62d" } },
  ],
  [
    "a typo of a required key, which is not missing as well",
    { grafana: { host: undefined, hots: "grafana.zai.dev" } },
    'grafana.hots: unknown key, did you mean "host"? Allowed: host, volume, adminPassword, datasources, uids, values',
    { grafana: { host: "grafana.zai.dev" } },
  ],
  [
    "a missing key",
    { grafana: { host: undefined } },
    "grafana.host: is missing, must be a lower-case DNS name such as grafana.example.com",
    { grafana: { host: "grafana.zai.dev" } },
  ],
  [
    "a missing section",
    { alerts: undefined },
    "alerts: is missing, must be a map with contactPoints, routes",
    {
      alerts: {
        contactPoints: { platform: { slack: { webhook: { env: "SLACK_WEBHOOK" } } } },
        routes: { default: "platform" },
      },
    },
  ],
  [
    "a contact point without a service",
    { alerts: { contactPoints: { silent: { resolved: false } } } },
    "alerts.contactPoints.silent: got a map, must have at least one of slack, pagerduty, email, opsgenie, teams, telegram, webhook, irc",
  ],
  [
    "a misspelt kind of contact point",
    { alerts: { contactPoints: { other: { slak: { webhook: { env: "A" } } } } } },
    'alerts.contactPoints.other.slak: unknown key, did you mean "slack"? Allowed: slack, pagerduty, email, opsgenie, teams, telegram, webhook, irc, resolved',
    { alerts: { contactPoints: { other: { slack: { webhook: { env: "SLACK_WEBHOOK" } } } } } },
  ],
  [
    "a size below what DOKS needs",
    { cluster: { nodePools: { main: { size: "s-1vcpu-1gb-amd" } } } },
    'cluster.nodePools.main.size: got "s-1vcpu-1gb-amd", must be a size with at least 2 GB of memory: DOKS needs 2 GB a node; the smallest is "s-1vcpu-2gb"',
    { cluster: { nodePools: { main: { size: "s-1vcpu-2gb" } } } },
  ],
  [
    "a retired region",
    { cluster: { region: "ams1" } },
    'cluster.region: got "ams1", must be a region in service: DigitalOcean has retired ams1; near it is "ams3"',
    { cluster: { region: "ams3" } },
  ],
  [
    "a patch version that is past its end",
    { cluster: { version: "1.30.4-do.0" } },
    'cluster.version: got "1.30.4-do.0", must be a minor version in quotes, such as "1.36" (1.30 gets no more fixes): the patch release comes from DigitalOcean',
    { cluster: { version: "1.36" } },
  ],
  [
    "a patch version",
    { cluster: { version: "v1.35.1" } },
    'cluster.version: got "v1.35.1", must be a minor version in quotes, such as "1.35": the patch release comes from DigitalOcean',
    { cluster: { version: "1.35" } },
  ],
];

describe("a problem says what was got, what is allowed, and what to paste", () => {
  it.each(CASES.map(([name, change, said, paste]) => ({ name, change, said, paste })))(
    "$name",
    async ({ change, said, paste }) => {
      const problems = await problemsWith(change);
      expect(problems.map(plain)).toEqual([said]);
      expect(problems[0]?.position?.line).toBeGreaterThan(0);
      expect(problems[0]?.paste === undefined ? undefined : parse(problems[0].paste)).toEqual(paste);
    },
  );

  it("lists the sizes that are most like a misspelt one", async () => {
    const [problem] = await problemsWith({ cluster: { nodePools: { main: { size: "s-2vcpu-4gb-adm" } } } });
    expect(problem?.message).toMatch(
      /^got "s-2vcpu-4gb-adm", must be one of s-2vcpu-4gb-amd, .* and \d+ more; did you mean "s-2vcpu-4gb-amd"\?$/,
    );
  });

  it("says what YAML makes of a version without quotes", async () => {
    expect(await shownOf("cluster: { provider: digitalocean, version: 1.30 }\n")).toContain(
      'a.yaml:1:45 cluster.version: got the number 1.30, which YAML reads as 1.3, must be text in quotes: "1.30"',
    );
    expect(await shownOf("cluster: { provider: digitalocean, version: 1.34 }\n")).toContain(
      'a.yaml:1:45 cluster.version: got the number 1.34, must be text in quotes: "1.34"',
    );
  });

  it("nests the lines to paste from the section on, in quotes where YAML needs them", async () => {
    const [problem] = await problemsWith({ cluster: { maintenance: { start: "4:00" } } });
    expect(problem?.paste).toBe('cluster:\n  maintenance:\n    start: "04:00"');
  });

  it("is one of many: all are shown at once", async () => {
    const problems = await problemsWith({
      client: "Zai",
      grafana: { host: "a.example.com", zzz: 1 },
      loki: { retention: "1h" },
      prometheus: { retention: "1h", volume: "1Gi" },
      lokki: {},
    });
    expect(problems.map(({ path }) => path)).toEqual([
      "client",
      "grafana.host",
      "grafana.zzz",
      "loki.retention",
      "prometheus.retention",
      "prometheus.volume",
      "lokki",
    ]);
  });
});

describe("a config that a program made", () => {
  it("gets its defaults, and nothing in it can change", () => {
    const config = parseClient(validClient());
    expect(config.prometheus.retention).toBe("15d");
    expect(() => Object.assign(config.cluster, { name: "x" })).toThrow(TypeError);
    expect(() => Object.assign(config.alerts.contactPoints.platform ?? {}, { a: 1 })).toThrow(TypeError);
  });

  it("is refused with all problems, which belong to no file unless one is named", () => {
    const input = { ...validClient(), client: "Zai" } as ClientInput;
    const caught = (run: () => unknown) => {
      try {
        run();
      } catch (error) {
        if (error instanceof InputError) return error.problems;
      }
      return [];
    };
    expect(caught(() => parseClient(input))[0]).not.toHaveProperty("position");
    expect(caught(() => parseClient(input, "app.ts"))[0]?.position).toEqual({ file: "app.ts", line: 1, column: 1 });
    expect(caught(() => parseClient([] as unknown as ClientInput)).map(plain)).toEqual([
      "config: got no map, must be a client's config",
    ]);
  });
});
