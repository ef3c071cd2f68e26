import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { role, type Section, section } from "../managed-tokens/section";
import { changed, plain, problemsOf, problemsWith } from "./workspace";

const KEYTAB = { existing: { name: "keytabs", key: "x.keytab" } };
const OVERRIDE = "managedTokens.experiments.dune.roles.production";

/** The section with a role that has these keys. */
const withRole = (changes: Section, others: Section = {}) =>
  section({ experiments: { dune: { roles: { production: role(changes) } } }, ...others });

const ferry = (changes: Section) => section({ ferry: { host: "https://ferry.example.org", ...changes } });

const retries = (worker: string, numRetries: number, retrySleep: string) =>
  section({ workerType: { [worker]: { numRetries, retrySleep } } });

type Case = readonly [name: string, tokens: Section, said: readonly string[], paste?: unknown];

const HERE = "managedTokens";

const REFUSED: readonly Case[] = [
  [
    "an age that each run would exceed",
    section({ thresholds: { tokenPushAge: "1h" } }),
    [
      `${HERE}.thresholds.tokenPushAge: got "1h", must be longer than the 1h between two runs of token-push: the alert would fire before each run`,
    ],
    { managedTokens: { thresholds: { tokenPushAge: "3h" } } },
  ],
  [
    "an age that is forgotten before",
    section({ thresholds: { uidRefreshAge: "7d" } }),
    [
      `${HERE}.thresholds.uidRefreshAge: got "7d", must be shorter than 7d: what was pushed longer ago is forgotten, and the alert would never fire`,
    ],
    { managedTokens: { thresholds: { uidRefreshAge: "6d" } } },
  ],
  [
    "more missed runs than are remembered",
    section({ thresholds: { missedRuns: 7 } }),
    [
      `${HERE}.thresholds.missedRuns: got 7, must be at most 6: refresh-uids-from-ferry runs every 1d, and after 7d it is forgotten`,
    ],
    { managedTokens: { thresholds: { missedRuns: 6 } } },
  ],
  [
    "runs that are forgotten before the next",
    section({ schedules: { refreshUids: "30 6 1 * *" } }),
    [
      `${HERE}.schedules.refreshUids: got "30 6 1 * *", must run more often than every 7d: what was pushed longer ago is forgotten, and nobody would be told that a run is missing`,
    ],
  ],
  [
    "no experiment",
    section({ experiments: {}, keytabs: {} }),
    [
      `${HERE}.experiments: got an empty map, must have at least one experiment: without one the program ends with an error`,
    ],
  ],
  [
    "an experiment without a role",
    section({ experiments: { dune: { roles: {} } }, keytabs: {} }),
    [`${HERE}.experiments.dune.roles: got an empty map, must have at least one role`],
  ],
  [
    "a role without nodes",
    withRole({ destinationNodes: [] }),
    [
      `${OVERRIDE}.destinationNodes: got an empty list, must have at least one node: a service without one would be pushed nowhere, and count as done`,
    ],
  ],
  [
    "10,000 nodes in one role",
    withRole({ destinationNodes: Array.from({ length: 10_000 }, (_, index) => `n${index}.example.org`) }),
    [
      `${OVERRIDE}.destinationNodes: got a list of 10000, must have at most 500 nodes: the program starts three copies to every node at once, and one that fails is a failure of all`,
    ],
  ],
  [
    "a node twice",
    withRole({ destinationNodes: ["n1.example.org", "N1.example.org"] }),
    [`${OVERRIDE}.destinationNodes[1]: got "N1.example.org" a second time, must be listed once`],
  ],
  [
    "a node with a scheme",
    withRole({ destinationNodes: ["ssh://n1.example.org"] }),
    [
      `${OVERRIDE}.destinationNodes[0]: got "ssh://n1.example.org", must be a host without scheme and port, such as vault.example.org`,
    ],
  ],
  [
    "a dot in the name of an experiment",
    section({ experiments: { "dune.fd": { roles: { production: role() } } } }),
    [
      `${HERE}.experiments."dune.fd": got the key "dune.fd", must be letters, digits, _ and -, without dots: the program would read a dot as a path`,
    ],
  ],
  [
    "a role that the program would split",
    section({ experiments: { dune: { roles: { raw_data: role() } } } }),
    [
      `${HERE}.experiments.dune.roles.raw_data: got the key raw_data, must be letters and digits alone: the program takes what follows the last _ of a service as its role`,
    ],
  ],
  [
    "upper case",
    section({ experiments: { DUNE: { roles: { production: role() } } } }),
    [`${HERE}.experiments.DUNE: got "DUNE", must be lower case: the program reads names as "dune"`],
  ],
  [
    "names that differ in their case alone",
    section({ experiments: { dune: { roles: { production: role() } }, Dune: { roles: { production: role() } } } }),
    [`${HERE}.experiments.Dune: got "Dune" beside "dune", which the program reads as one name`],
  ],
  [
    "roles that differ in their case alone",
    section({ experiments: { dune: { roles: { production: role(), Production: role() } } } }),
    [
      `${HERE}.experiments.dune.roles.Production: got "Production" beside "production", which the program reads as one name`,
    ],
  ],
  [
    "two services of one real name",
    section({
      experiments: {
        dune: { roles: { production: role() } },
        "dune-2": { experimentOverride: "dune", roles: { production: role() } },
      },
    }),
    [
      `${HERE}.experiments.dune-2.roles.production: got the service "dune_production", which dune_production is already by its experiment's real name; must be another: metrics of the two could not be told apart`,
    ],
  ],
  [
    "an account that is none",
    withRole({ account: "Dune Pro" }),
    [`${OVERRIDE}.account: got "Dune Pro", must be the name of an account: lower-case letters, digits, _ and -`],
  ],
  [
    "a UID beyond 32 bits",
    withRole({ desiredUidOverride: 4_294_967_296 }),
    [`${OVERRIDE}.desiredUidOverride: got 4294967296, must be a whole number from 1 to 4294967295`],
  ],
  [
    "the UID of root",
    withRole({ desiredUidOverride: 0 }),
    [`${OVERRIDE}.desiredUidOverride: got 0, must be a whole number from 1 to 4294967295`],
  ],
  [
    "a principal without a realm",
    withRole({ userPrincipalOverride: "dunepro/managedtokens" }),
    [
      `${OVERRIDE}.userPrincipalOverride: got "dunepro/managedtokens", must be a Kerberos principal with its realm, such as dunepro/managedtokens@EXAMPLE.ORG`,
    ],
  ],
  [
    "another way to get tokens",
    withRole({ tokenGetterOverride: "storeAndGetTokenInteractive" }),
    [`${OVERRIDE}.tokenGetterOverride: got "storeAndGetTokenInteractive", must be one of getToken, storeAndGetToken`],
  ],
  [
    "timeouts of a push that add up to more than the whole",
    section({ timeouts: { vaultStorerTimeout: "300s" } }),
    [
      `${HERE}.timeouts.globalTimeout: got "300s", must be at least 360s, the sum of token-push's kerberosTimeout 20s, vaultStorerTimeout 300s, pingTimeout 10s, pushTimeout 30s: it would not start`,
    ],
    { managedTokens: { timeouts: { globalTimeout: "360s" } } },
  ],
  [
    "timeouts of FERRY that add up to more than the whole",
    section({ timeouts: { ferryRequestTimeout: "5m" } }),
    [
      `${HERE}.timeouts.globalTimeout: got "300s", must be at least 310s, the sum of refresh-uids-from-ferry's ferryRequestTimeout 5m, dbTimeout 10s: it would not start`,
    ],
  ],
  [
    "a duration that Go does not know",
    section({ timeouts: { globalTimeout: "1d" } }),
    [
      `${HERE}.timeouts.globalTimeout: got "1d", must be a whole number with one unit of s, m, h, such as 300s: Go knows no days`,
    ],
  ],
  [
    "the retries of the shipped sample",
    retries("pushTokens", 3, "60s"),
    [
      `${HERE}.workerType.pushTokens.retrySleep: got 3 retries after 60s each, 180s, must be at most timeouts.pushTimeout (30s): the program would drop the retries of all workers`,
    ],
    { managedTokens: { workerType: { pushTokens: { retrySleep: "10s" } } } },
  ],
  ...(
    [
      ["getKerberosTickets", "kerberosTimeout (20s)"],
      ["getToken", "vaultStorerTimeout (60s)"],
      ["storeAndGetToken", "vaultStorerTimeout (60s)"],
      ["pingAggregator", "pingTimeout (10s)"],
    ] as const
  ).map(
    ([worker, timeout]): Case => [
      `retries of ${worker} that do not fit`,
      retries(worker, 2, "1m"),
      [
        `${HERE}.workerType.${worker}.retrySleep: got 2 retries after 1m each, 120s, must be at most timeouts.${timeout}: the program would drop the retries of all workers`,
      ],
    ],
  ),
  [
    "a FERRY without a scheme",
    ferry({ host: "ferry.example.org" }),
    [
      `${HERE}.ferry.host: got "ferry.example.org", must be an address with its scheme, http or https: every request would fail`,
    ],
    { managedTokens: { ferry: { host: "https://ferry.example.org" } } },
  ],
  [
    "a FERRY with its port",
    ferry({ host: "https://ferry.example.org:8445" }),
    [
      `${HERE}.ferry.host: got "https://ferry.example.org:8445", must be https://HOST alone: port and path are put behind it`,
    ],
  ],
  [
    "jwt",
    ferry({ authMethod: "jwt" }),
    [
      `${HERE}.ferry.authMethod: got "jwt", must be tls: release 0.17.1 never tells its client which vault server to ask, so no token for FERRY can be had`,
    ],
    { managedTokens: { ferry: { authMethod: "tls" } } },
  ],
  [
    "a pushgateway without a scheme",
    section({ prometheus: { host: "gateway.example.org:9091" } }),
    [
      `${HERE}.prometheus.host: got "gateway.example.org:9091", must be an address with its scheme, http or https: metrics would go off without a word`,
    ],
    { managedTokens: { prometheus: { host: "http://gateway.example.org:9091" } } },
  ],
  [
    "a Loki without a scheme",
    section({ loki: { host: "loki.example.org:3100" } }),
    [
      `${HERE}.loki.host: got "loki.example.org:3100", must be an address with its scheme, http or https: no line would arrive`,
    ],
  ],
  [
    "a collector without a scheme",
    section({ tracing: { url: "grpc://collector.example.org:4317" } }),
    [
      `${HERE}.tracing.url: got "grpc://collector.example.org:4317", must be an address with its scheme, http or https: no trace would arrive`,
    ],
    { managedTokens: { tracing: { url: "http://collector.example.org:4317" } } },
  ],
  [
    "a slash where traces would be posted",
    section({ tracing: { url: "http://collector.example.org:4318/" } }),
    [
      `${HERE}.tracing.url: got "http://collector.example.org:4318/", must not end with a slash: that would be the path`,
    ],
    { managedTokens: { tracing: { url: "http://collector.example.org:4318" } } },
  ],
  [
    "a password in an address",
    section({ loki: { host: "https://u:hunter2hunter2@loki.example.org" } }),
    [`${HERE}.loki.host: got an address that holds a secret, must be one without`],
  ],
  [
    "mail to the pod itself",
    section({ email: { from: "a@example.org", smtpHost: "localhost" } }),
    [`${HERE}.email.smtpHost: got "localhost", must be a host that takes mail: nobody does in a pod`],
  ],
  [
    "nobody to tell",
    section({ notifications: { adminEmail: [] } }),
    [`${HERE}.notifications.adminEmail: got an empty list, must have at least one address`],
  ],
  [
    "a Slack address in clear",
    section({
      notifications: {
        adminEmail: ["a@example.org"],
        slackAlertsUrl: "https://hooks.slack.com/services/T0/B0/hunter2",
      },
    }),
    [
      `${HERE}.notifications.slackAlertsUrl: got a literal text that would lie in the repository and in the state, must be a reference to a secret: env, existing, or externalSecret`,
    ],
    { managedTokens: { notifications: { slackAlertsUrl: { env: "NOTIFICATIONS_SLACK_ALERTS_URL" } } } },
  ],
  [
    "an account without a keytab",
    section({ keytabs: {} }),
    [
      `${HERE}.keytabs.dunepro: is missing, must be the keytab of the account dunepro: its services would get no ticket`,
    ],
    { managedTokens: { keytabSecret: "service-keytabs" } },
  ],
  [
    "a keytab of another account",
    section({ keytabs: { dunepor: KEYTAB } }),
    [
      `${HERE}.keytabs.dunepro: is missing, must be the keytab of the account dunepro: its services would get no ticket; did "dunepor" mean it?`,
      `${HERE}.keytabs.dunepor: got a keytab of "dunepor", must be of an account that a role has: dunepro`,
    ],
  ],
  [
    "the file of a keytab that is not there",
    withRole({ keytabPathOverride: "/etc/krb5.keytab" }),
    [
      `${HERE}.keytabs.dunepro: got a keytab of "dunepro", must be of an account that a role has: `,
      `${OVERRIDE}.keytabPathOverride: got "/etc/krb5.keytab", must be one of the keytabs in /opt/managed-tokens/keytabs: dunepro.keytab`,
    ],
  ],
  [
    "a template of a principal with another field",
    section({ kerberosPrincipalPattern: "{{.Role}}@EXAMPLE.ORG" }),
    [
      `${HERE}.kerberosPrincipalPattern: got the unknown field .Role at character 1, must be a text that has {{.Account}} alone`,
    ],
  ],
  [
    "a template that does not end",
    section({ kerberosPrincipalPattern: "x/{{.Account@EXAMPLE.ORG" }),
    [
      `${HERE}.kerberosPrincipalPattern: got a {{ without its }} at character 3, must be a text that has {{.Account}} alone`,
    ],
  ],
  [
    "a pattern that gives no principal",
    section({ kerberosPrincipalPattern: "{{.Account}}" }),
    [`${HERE}.kerberosPrincipalPattern: got a pattern that gives "account", must give a principal with its realm`],
  ],
  [
    "a template of a file with a function",
    withRole({ defaultRoleFileDestinationTemplateOverride: "/tmp/{{printf .Role}}" }),
    [
      `${OVERRIDE}.defaultRoleFileDestinationTemplateOverride: got an action that is no plain field at character 6, must be a path that has any of {{.Account}}, {{.DesiredUID}}, {{.Experiment}}, {{.Name}}, {{.Role}}, {{.UserPrincipal}}, {{.VaultServer}}`,
    ],
  ],
  [
    "a file's name of two words",
    section({ defaultRoleFileDestinationTemplate: "/tmp/default role" }),
    [
      `${HERE}.defaultRoleFileDestinationTemplate: got a path that is no word of a command line, must be absolute, without spaces and quotes`,
    ],
  ],
  [
    "a quote without its second",
    section({ fileCopierOptions: "--chmod='u=r" }),
    [
      `${HERE}.fileCopierOptions: got a ' without its second, must be words as a shell splits them: the program would drop all of them`,
    ],
  ],
  [
    "the same in a role",
    withRole({ pingOptionsOverride: "-W 5 \\" }),
    [
      `${OVERRIDE}.pingOptionsOverride: got a backslash with nothing behind it, must be words as a shell splits them: the program would drop all of them`,
    ],
  ],
  [
    "a flag of ssh",
    section({ sshOptions: ["-4"] }),
    [
      `${HERE}.sshOptions[0]: got "-4", must be NAME=VALUE without spaces and quotes, such as ConnectTimeout=10: the program drops flags without a value`,
    ],
  ],
  [
    "no way to a principal",
    section({ kerberosPrincipalPattern: undefined }),
    [
      `${HERE}.kerberosPrincipalPattern: is missing, must be given: dune_production has no principal, and would be left out`,
    ],
  ],
  [
    "no collector",
    section({ condorCollectorHost: undefined }),
    [
      `${HERE}.condorCollectorHost: is missing, must be given: dune_production stores its token in a credd of no collector, and would be left out`,
    ],
  ],
  [
    "a port that there is not",
    section({ condorCollectorHost: ["a.example.org", "b.example.org:70000"] }),
    [`${HERE}.condorCollectorHost[1]: got the port 70000, must be at most 65535`],
  ],
  [
    "a database that is gone with the pod",
    section({ dbLocation: "/tmp/uid.db" }),
    [`${HERE}.dbLocation: got "/tmp/uid.db", must lie in /var/lib/managed-tokens, the volume: all else is read-only`],
    { managedTokens: { dbLocation: "/var/lib/managed-tokens/uid.db" } },
  ],
  [
    "tokens of a role that are gone with the pod",
    withRole({ serviceCreddVaultTokenPathRootOverride: "/tokens" }),
    [
      `${OVERRIDE}.serviceCreddVaultTokenPathRootOverride: got "/tokens", must lie in /var/lib/managed-tokens, the volume: all else is read-only`,
    ],
  ],
  [
    "a log where nobody may write",
    section({ logs: { tokenPush: { logfile: "/opt/push.log" } } }),
    [
      `${HERE}.logs.tokenPush.logfile: got "/opt/push.log", must lie in /var/log/managed-tokens, the folder of logs: all else is read-only`,
    ],
  ],
  [
    "the shipped schedules",
    section({ schedules: { refreshUids: "0 6 * * *" } }),
    [
      `${HERE}.schedules.refreshUids: got "0 6 * * *", must keep 510 s away from "58 * * * *": a run at 06:00 may meet the push of 05:58, and both write one SQLite file`,
    ],
  ],
  [
    "a schedule that never runs",
    section({ schedules: { refreshUids: "0 6 30 2 *" } }),
    [
      `${HERE}.schedules.refreshUids: got "0 6 30 2 *", which no date of the calendar has, must be a schedule that runs`,
    ],
  ],
  [
    "memory for few nodes",
    withRole({ destinationNodes: Array.from({ length: 100 }, (_, index) => `n${index}.example.org`) }),
    [`${HERE}.memory: got "1Gi" for copies to 100 nodes at once, which take about 1200Mi`],
    { managedTokens: { memory: "1200Mi" } },
  ],
  [
    "an image without a tag",
    section({ image: "registry.example.org/managed-tokens" }),
    [
      `${HERE}.image: got "registry.example.org/managed-tokens", must be an image with its registry and a tag or digest, such as registry.example.org/managed-tokens:0.17.1`,
    ],
  ],
  ["root", section({ user: { uid: 0 } }), [`${HERE}.user.uid: got 0, must be a whole number from 1 to 2147483647`]],
];

describe("rules on managed tokens", () => {
  it.each(REFUSED.map(([name, tokens, said, paste]) => ({ name, tokens, said, paste })))(
    "refuse $name",
    async ({ tokens, said, paste }) => {
      const problems = await problemsWith({ managedTokens: tokens });
      expect(problems.map(plain)).toEqual(said);
      if (paste !== undefined) expect(parse(problems[0]?.paste ?? "")).toEqual(paste);
    },
  );

  it("allow the section with few keys", async () => {
    expect((await problemsWith({ managedTokens: section() })).map(plain)).toEqual([]);
  });

  it("refuse a file that Kubernetes would not store", async () => {
    const destinationNodes = Array.from({ length: 500 }, (_, index) => `node${index}.of-the-experiment.example.org`);
    const names = Array.from({ length: 44 }, (_, index) => `experiment${index}`);
    const roles = { production: role({ destinationNodes }) };
    const experiments = Object.fromEntries(names.map((name) => [name, { roles }]));
    const client = changed({ managedTokens: section({ experiments, memory: "1Ti" }) });
    expect((await problemsOf({ "a.json": JSON.stringify(client) })).map(plain)).toEqual([
      expect.stringMatching(
        /^managedTokens\.experiments: got a file of 1\d{6} bytes, must be at most 1040384, which is what Kubernetes stores in one object: fewer services or nodes$/,
      ),
    ]);
  });

  it("take 2,000 services, and find the one that is wrong", async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `experiment${index}`);
    const roles = { production: role(), analysis: role() };
    const experiments = Object.fromEntries(names.map((name) => [name, { roles }]));
    const tokens = section({ memory: "24Gi", experiments });
    expect((await problemsWith({ managedTokens: tokens })).map(plain)).toEqual([]);
    const wrong = {
      ...experiments,
      experiment999: { experimentOverride: "experiment0", roles: { production: role() } },
    };
    expect((await problemsWith({ managedTokens: { ...tokens, experiments: wrong } })).map(plain)).toEqual([
      expect.stringContaining('got the service "experiment0_production", which experiment0_production is already'),
    ]);
  });

  it("want a gateway, but where metrics go elsewhere", async () => {
    const off = { prometheus: { pushgateway: { enabled: false } } };
    expect((await problemsWith({ managedTokens: section(), ...off })).map(plain)).toEqual([
      "prometheus.pushgateway.enabled: got false beside managedTokens, must be true: its metrics are pushed, and no alert would see them",
    ]);
    const elsewhere = section({ prometheus: { host: "http://gateway.example.org:9091" } });
    expect((await problemsWith({ managedTokens: elsewhere, ...off })).map(plain)).toEqual([]);
  });

  it("want the names of contact points that experiments have", async () => {
    const experiments = { dune: { emails: ["dune@example.org"], roles: { production: role() } } };
    const alerts = {
      contactPoints: { "tokens-dune": { slack: { webhook: { env: "SLACK_WEBHOOK" } } } },
      routes: { default: "tokens-dune" },
    };
    expect((await problemsWith({ managedTokens: section({ experiments }), alerts })).map(plain)).toContain(
      'alerts.contactPoints.tokens-dune: got "tokens-dune", which is the emails of managedTokens.experiments.dune; must have another name',
    );
  });

  it("allow a role that only gets its token to know no collector", async () => {
    const tokens = withRole({ tokenGetterOverride: "getToken" }, { condorCollectorHost: undefined });
    expect((await problemsWith({ managedTokens: tokens })).map(plain)).toEqual([]);
  });

  it("allow all keytabs to lie in one Secret, and one of them elsewhere", async () => {
    const experiments = { dune: { roles: { production: role(), raw: role({ account: "duneraw" }) } } };
    const keytabs = { duneraw: { env: "DUNERAW_KEYTAB" } };
    const tokens = section({ keytabSecret: "service-keytabs", keytabs, experiments });
    expect((await problemsWith({ managedTokens: tokens })).map(plain)).toEqual([]);
  });

  it("allow a keytab by its file, and roles of one name in two experiments", async () => {
    const keytabs = { dunepro: KEYTAB, special: KEYTAB };
    const special = role({ account: "mu2epro", keytabPathOverride: "/opt/managed-tokens/keytabs/special.keytab" });
    const experiments = { dune: { roles: { production: role() } }, mu2e: { roles: { production: special } } };
    expect((await problemsWith({ managedTokens: section({ keytabs, experiments }) })).map(plain)).toEqual([]);
  });

  it("never show a Slack address, wherever it was pasted", async () => {
    const url = "https://hooks.slack.com/services/T0/B0/hunter2";
    const places = [
      section({ notifications: { adminEmail: [url] } }),
      section({ notifications: { adminEmail: ["a@example.org"], slackAlertsUrl: { env: url } } }),
      section({ notificationsTest: { adminEmail: ["a@example.org"], slackAlertsUrl: url } }),
      section({ loki: { host: url } }),
      section({ tracing: { url: `${url}/` } }),
      section({ ferry: { host: url } }),
      section({ kerberosPrincipalPattern: url }),
      section({ defaultRoleFileDestinationTemplate: url }),
      section({ experiments: { [url]: { roles: { production: role() } } } }),
    ];
    for (const tokens of places) {
      const problems = await problemsWith({ managedTokens: tokens });
      expect(problems.length).toBeGreaterThan(0);
      expect(JSON.stringify(problems)).not.toContain("hunter2");
    }
  });
});
