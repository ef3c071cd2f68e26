import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { SPACES_REGIONS } from "../../src/sizing/regions";
import { plain, problemsWith, shownOf } from "./workspace";

type Change = Record<string, unknown>;

const SPACES = SPACES_REGIONS.join(", ");
const EXISTING = {
  provider: "existing",
  context: "admin@rack",
  nodes: [{ cpu: 4, memory: "8Gi", count: 2 }],
  name: undefined,
  region: undefined,
  nodePools: undefined,
  destroyAllAssociatedResources: undefined,
};

function letsEncrypt(certificates: Change, dns = "none"): Change {
  return {
    ingress: {
      certificates: { issuer: "letsencrypt", secret: undefined, email: "ops@zai.dev", ...certificates },
      dns: { provider: dns },
    },
  };
}

const CREDENTIALS = { accessKeyId: { env: "BACKUP_ID" }, secretAccessKey: { env: "BACKUP_KEY" } };

/** Keycloak on this database. */
function onDatabase(database: Change, others: Change = {}): Change {
  return {
    identity: {
      provider: "keycloak",
      host: "sso.zai.dev",
      github: { clientId: "app", clientSecret: { env: "GITHUB_CLIENT_SECRET" } },
      people: [{ github: "octocat", id: 583231, role: "admin" }],
      database,
    },
    ...others,
  };
}

function backedUp(backup: Change, others: Change = {}): Change {
  return onDatabase({ type: "in-cluster", backup: { credentials: CREDENTIALS, ...backup } }, others);
}

const GITHUB = {
  provider: "keycloak",
  github: { clientId: "Iv1.0123456789abcdef", clientSecret: { env: "GITHUB_CLIENT_SECRET" } },
  people: [{ github: "octocat", id: 583231, role: "admin" }],
};
const OIDC = {
  provider: "oidc",
  name: "Acme",
  clientId: "grafana",
  clientSecret: { env: "OIDC_SECRET" },
  issuer: "http://id.zai.dev",
  endpoints: {
    authorization: "https://id.zai.dev/auth",
    token: "https://id.zai.dev/token",
    userinfo: "https://id.zai.dev/userinfo",
  },
  roles: { claim: "groups", admin: "admins" },
};

/** A change to a valid client, all that the rules say of it, and what to paste. */
const REFUSED: readonly (readonly [name: string, change: Change, said: readonly string[], paste?: unknown])[] = [
  [
    "a host outside the domain",
    { grafana: { host: "grafana.zai.org" } },
    ['grafana.host: got "grafana.zai.org", must be a lower-case DNS name under "zai.dev"'],
    { grafana: { host: "grafana.zai.dev" } },
  ],
  [
    "a host that only ends like the domain",
    { grafana: { host: "grafana.notzai.dev" } },
    ['grafana.host: got "grafana.notzai.dev", must be a lower-case DNS name under "zai.dev"'],
    { grafana: { host: "grafana.zai.dev" } },
  ],
  [
    "a pool with neither count nor autoscale",
    { cluster: { nodePools: { main: { count: undefined } } } },
    ["cluster.nodePools.main: got neither count nor autoscale, must have exactly one of them"],
    { cluster: { nodePools: { main: { count: 2 } } } },
  ],
  [
    "a pool with both",
    { cluster: { nodePools: { main: { autoscale: { min: 1, max: 2 } } } } },
    ["cluster.nodePools.main.count: got both count and autoscale, must have exactly one of them"],
    { cluster: { nodePools: { main: { autoscale: { min: 1, max: 2 } } } } },
  ],
  [
    "a range that is upside down",
    { cluster: { nodePools: { main: { count: undefined, autoscale: { min: 3, max: 2 } } } } },
    ["cluster.nodePools.main.autoscale.max: got 2, must be at least autoscale.min, which is 3"],
    { cluster: { nodePools: { main: { autoscale: { min: 2, max: 3 } } } } },
  ],
  [
    "a taint twice",
    {
      cluster: {
        nodePools: {
          main: {
            taints: [
              { key: "workload", value: "batch", effect: "NoSchedule" },
              { key: "workload", value: "other", effect: "NoSchedule" },
            ],
          },
        },
      },
    },
    ["cluster.nodePools.main.taints[1]: got a second taint workload with effect NoSchedule, must be one of each"],
    { cluster: { nodePools: { main: { taints: [{ key: "workload", value: "batch", effect: "NoSchedule" }] } } } },
  ],
  [
    "a range that starts in the middle",
    { cluster: { vpc: { ipRange: "10.20.17.0/20" } } },
    ['cluster.vpc.ipRange: got "10.20.17.0/20", must start with its network: 10.20.16.0/20'],
    { cluster: { vpc: { ipRange: "10.20.16.0/20" } } },
  ],
  [
    "a range of DigitalOcean's pods",
    { cluster: { vpc: { ipRange: "10.244.16.0/20" } } },
    ['cluster.vpc.ipRange: got "10.244.16.0/20", must not overlap 10.244.0.0/16, which DigitalOcean keeps to itself'],
    { cluster: { vpc: { ipRange: "10.20.0.0/20" } } },
  ],
  [
    "a tag of ours in capitals",
    { cluster: { tags: ["Production", "cost:42"] } },
    ['cluster.tags[0]: got "Production" beside "production", must differ in more than case'],
    { cluster: { tags: ["cost:42"] } },
  ],
  [
    "a default pool that is not there",
    { cluster: { defaultPool: "mian" } },
    ['cluster.defaultPool: got "mian", must be one of the node pools main'],
    { cluster: { defaultPool: "main" } },
  ],
  [
    "an upgrade by both",
    { cluster: { versionDrift: "follow", autoUpgrade: true } },
    [
      "cluster.autoUpgrade: got true beside versionDrift: follow, must be false: an upgrade by DigitalOcean would make the next plan replace the cluster",
    ],
    { cluster: { versionDrift: "follow", autoUpgrade: false } },
  ],
  [
    "an upgrade by both, one by default",
    { cluster: { versionDrift: "follow" } },
    [
      "cluster.versionDrift: got true by default beside versionDrift: follow, must be false: an upgrade by DigitalOcean would make the next plan replace the cluster",
    ],
    { cluster: { versionDrift: "follow", autoUpgrade: false } },
  ],
  [
    "a context that nobody uses",
    { cluster: { access: { type: "dataSource", context: "x" } } },
    ['cluster.access.context: got "x", must be left out: access by dataSource uses no context'],
    { cluster: { access: { type: "context", context: "x" } } },
  ],
  [
    "buckets that nothing makes",
    { cluster: EXISTING, buckets: { "zai-logs": {} } },
    ["buckets: got buckets, must be left out: with provider existing nothing makes them"],
  ],
  [
    "a bucket in a region without Spaces",
    { cluster: { region: "nyc1" }, buckets: { "zai-logs": {} } },
    [`buckets.zai-logs: got no region, must be given one of ${SPACES}: the cluster's, nyc1, has no Spaces`],
    { buckets: { "zai-logs": { region: "ams3" } } },
  ],
  [
    "a log bucket in a region without Spaces",
    { cluster: { region: "nyc1" }, loki: { bucket: "zai-logs" } },
    [`loki.bucket: got "zai-logs" without an endpoint, must be in a region that has Spaces (${SPACES}); nyc1 has none`],
    { buckets: { "zai-logs": { region: "ams3" } } },
  ],
  [
    "a region of the log bucket that is none",
    { loki: { bucket: "zai-logs", region: "mars1" } },
    [`loki.region: got "mars1" without an endpoint, must be a region that has Spaces: ${SPACES}`],
    { loki: { region: "ams3" } },
  ],
  [
    "a region where the log bucket is not",
    { loki: { bucket: "zai-logs", region: "fra1" } },
    ['loki.region: got "fra1", must be the region of the bucket, lon1'],
    { loki: { region: "lon1" } },
  ],
  [
    "an age of hours",
    { buckets: { "zai-x": { expireAfter: "36h", abortUploadsAfter: "5m" } } },
    [
      'buckets.zai-x.expireAfter: got "36h", must be whole days or weeks, such as 2d',
      'buckets.zai-x.abortUploadsAfter: got "5m", must be whole days or weeks, such as 1d',
    ],
    { buckets: { "zai-x": { expireAfter: "2d" } } },
  ],
  [
    "old versions without versioning",
    { buckets: { "zai-x": { expireOldVersionsAfter: "2w" } } },
    ['buckets.zai-x.expireOldVersionsAfter: got "2w" without versioning, must stand beside versioning: true'],
    { buckets: { "zai-x": { versioning: true, expireOldVersionsAfter: "2w" } } },
  ],
  [
    "a bucket that deletes logs before Loki does",
    { buckets: { "zai-logs": { expireAfter: "31d" } }, loki: { bucket: "zai-logs", retention: "31d" } },
    [
      'buckets.zai-logs.expireAfter: got "31d", must be longer than loki.retention (31d): the bucket would delete logs that Loki still lists',
    ],
    { buckets: { "zai-logs": { expireAfter: "62d" } } },
  ],
  [
    "a bucket elsewhere without its address",
    { cluster: EXISTING, loki: { bucket: "logs" } },
    [
      "loki.endpoint: is missing, must be given with a bucket outside DigitalOcean",
      "loki.region: is missing, must be given with a bucket outside DigitalOcean",
    ],
    { loki: { endpoint: "https://lon1.digitaloceanspaces.com" } },
  ],
  [
    "what belongs to a bucket without one",
    { loki: { region: "lon1", pathStyle: false, credentials: { accessKeyId: { env: "A" } } } },
    [
      "loki.region: got region without a bucket, must stand beside loki.bucket",
      "loki.pathStyle: got pathStyle without a bucket, must stand beside loki.bucket",
      "loki.credentials: got credentials without a bucket, must stand beside loki.bucket",
    ],
    { loki: { bucket: "zai-logs" } },
  ],
  [
    "logs for less than a day",
    { loki: { retention: "23h" } },
    ['loki.retention: got "23h", must be at least 24h'],
    { loki: { retention: "24h" } },
  ],
  [
    "logs for a part of an hour",
    { loki: { retention: "1501m" } },
    ['loki.retention: got "1501m", must be whole hours, such as 26h'],
    { loki: { retention: "26h" } },
  ],
  [
    "samples for less than a block",
    { prometheus: { retention: "119m" } },
    ['prometheus.retention: got "119m", must be at least 2h, one block'],
    { prometheus: { retention: "2h" } },
  ],
  [
    "a retention that is larger than the volume",
    { prometheus: { retention: "1000d", volume: "8Gi" } },
    [
      'prometheus.retention: got "1000d", which is more than its volume of 8Gi holds: with no more than 10000 series it is full after 159d, and the oldest samples go',
    ],
    { prometheus: { volume: "51Gi" } },
  ],
  [
    "a volume too small for Prometheus",
    { prometheus: { volume: "2047Mi" } },
    ['prometheus.volume: got "2047Mi", must be at least 2Gi'],
    { prometheus: { volume: "2Gi" } },
  ],
  [
    "scrapes too far apart",
    { prometheus: { scrapeInterval: "3m" } },
    [
      'prometheus.scrapeInterval: got "3m", must be at most 2m: a series goes stale after 5m, and one missed scrape must not do that',
    ],
    { prometheus: { scrapeInterval: "2m" } },
  ],
  [
    "scrapes out of step with the rules",
    { prometheus: { scrapeInterval: "15s" } },
    ['prometheus.scrapeInterval: got "15s", must be a multiple of 10s, as Grafana\'s rule intervals are'],
    { prometheus: { scrapeInterval: "20s" } },
  ],
  [
    "routes to nobody",
    { alerts: { routes: { default: "platfrom", critical: ["platform", "zzz"] } } },
    [
      'alerts.routes.default: got "platfrom", must be one of the contact points platform; did you mean "platform"?',
      'alerts.routes.critical[1]: got "zzz", must be one of the contact points platform',
    ],
    { alerts: { routes: { default: "platform" } } },
  ],
  [
    "a wildcard that is proved by a call",
    letsEncrypt({ wildcard: true }, "digitalocean"),
    [
      "ingress.certificates.wildcard: got true with challenge http01, must be false: a wildcard is proved by a record (dns01)",
    ],
    { ingress: { certificates: { challenge: "dns01" }, dns: { provider: "digitalocean" } } },
  ],
  [
    "a token that nobody uses",
    letsEncrypt({ token: { env: "X" } }),
    ["ingress.certificates.token: got token with challenge http01, must be left out: only dns01 makes records"],
  ],
  [
    "a proof by a record in a domain that is elsewhere",
    letsEncrypt({ challenge: "dns01" }),
    [
      'ingress.certificates.challenge: got "dns01" with ingress.dns.provider none, must be http01, or stand beside provider digitalocean',
    ],
    { ingress: { dns: { provider: "digitalocean" } } },
  ],
  [
    "records of an address that is none",
    { ingress: { service: "NodePort", dns: { provider: "digitalocean" } } },
    [
      'ingress.dns.provider: got "digitalocean" with ingress.service NodePort, must be none: only a LoadBalancer has an address that records can hold',
    ],
    { ingress: { dns: { provider: "none" } } },
  ],
  [
    "a literal secret in values of a component inside a section",
    letsEncrypt({ values: { extraEnv: [{ name: "API_TOKEN", value: "hunter2hunter2" }] } }),
    [
      "ingress.certificates.values.extraEnv[0].value: got a literal that would lie in the repository, the plan and the state, must be a reference to a secret, such as $__file{/etc/secrets/...}, or the chart's key for an existing Secret",
    ],
  ],
  [
    "records by a controller of an address that is none",
    { ingress: { service: "ClusterIP", dns: { provider: "external-dns" } } },
    [
      'ingress.dns.provider: got "external-dns" with ingress.service ClusterIP, must be none: only a LoadBalancer has an address that records can hold',
    ],
    { ingress: { dns: { provider: "none" } } },
  ],
  [
    "callers told by a load balancer that is not DigitalOcean's",
    { cluster: EXISTING, ingress: { loadBalancer: { proxyProtocol: true } } },
    [
      "ingress.loadBalancer.proxyProtocol: got true with cluster.provider existing and ingress.service LoadBalancer, must be false: only a load balancer at DigitalOcean is told to speak it",
    ],
    { ingress: { loadBalancer: { proxyProtocol: false } } },
  ],
  [
    "callers told by no load balancer",
    { ingress: { service: "NodePort", loadBalancer: { proxyProtocol: true } } },
    [
      "ingress.loadBalancer.proxyProtocol: got true with cluster.provider digitalocean and ingress.service NodePort, must be false: only a load balancer at DigitalOcean is told to speak it",
    ],
    { ingress: { loadBalancer: { proxyProtocol: false } } },
  ],
  [
    "a registry with a scheme",
    { images: { registry: "https://Registry.zai.dev:5000/mirror/" } },
    [
      'images.registry: got "https://Registry.zai.dev:5000/mirror/", must be without a scheme, without a slash at its end and in lower case: "registry.zai.dev:5000/mirror"',
    ],
    { images: { registry: "registry.zai.dev:5000/mirror" } },
  ],
  [
    "a registry that would be a path of Docker Hub",
    { images: { registry: "mirror/zai" } },
    [
      'images.registry: got "mirror/zai", must be a host with a dot or a port, and perhaps a path, without a scheme, such as registry.zai.dev/mirror',
    ],
    { images: { registry: "registry.zai.dev/mirror" } },
  ],
  [
    "a registry with a password in it",
    { images: { registry: "https://me:hunter2@registry.zai.dev" } },
    [
      "images.registry: got a text that looks like a secret, must be a host with a dot or a port, and perhaps a path, without a scheme, such as registry.zai.dev/mirror",
    ],
    { images: { registry: "registry.zai.dev/mirror" } },
  ],
  [
    "two components on one host",
    { identity: { ...GITHUB, host: "grafana.zai.dev" } },
    ['identity.host: got "grafana.zai.dev", which is Grafana\'s; must be a host of its own'],
    { identity: { host: "sso.zai.dev" } },
  ],
  [
    "two components on the host that is proposed elsewhere",
    { grafana: { host: "sso.zai.dev" }, identity: { ...GITHUB, host: "sso.zai.dev" } },
    ['identity.host: got "sso.zai.dev", which is Grafana\'s; must be a host of its own'],
    { identity: { host: "login.zai.dev" } },
  ],
  [
    "a second host outside the domain",
    { identity: { ...GITHUB, host: "sso.zai.org" } },
    ['identity.host: got "sso.zai.org", must be a lower-case DNS name under "zai.dev"'],
    { identity: { host: "sso.zai.dev" } },
  ],
  [
    "an http issuer",
    { identity: OIDC },
    ['identity.issuer: got "http://id.zai.dev", must be an https address'],
    { identity: { issuer: "https://id.zai.dev" } },
  ],
  [
    "traces that their bucket deletes before Tempo does",
    { buckets: { "zai-traces": { expireAfter: "14d" } }, tracing: { bucket: "zai-traces" } },
    [
      'buckets.zai-traces.expireAfter: got "14d", must be longer than tracing.retention (14d): the bucket would delete traces that Tempo still lists',
    ],
    { buckets: { "zai-traces": { expireAfter: "28d" } } },
  ],
  [
    "traces in the bucket of the logs",
    { loki: { bucket: "zai-logs" }, tracing: { bucket: "zai-logs" } },
    ['tracing.bucket: got "zai-logs", which holds the logs; must be a bucket of its own'],
    { tracing: { bucket: "zai-logs-traces" } },
  ],
  [
    "a region of traces without a bucket",
    { tracing: { region: "lon1" } },
    ["tracing.region: got region without a bucket, must stand beside tracing.bucket"],
    { tracing: { bucket: "zai-traces" } },
  ],
  [
    "traces in another region than their bucket",
    { tracing: { bucket: "zai-traces", region: "fra1" } },
    ['tracing.region: got "fra1", must be the region of the bucket, lon1'],
    { tracing: { region: "lon1" } },
  ],
  [
    "traces that are kept for half an hour",
    { tracing: { retention: "90m" } },
    ['tracing.retention: got "90m", must be whole hours, such as 2h'],
    { tracing: { retention: "2h" } },
  ],
  [
    "sampling that keeps nothing",
    { tracing: { sampling: { errors: false, share: 0 } } },
    ["tracing.sampling: keeps no trace at all, must keep errors, slow ones, or a share"],
    { tracing: { sampling: { share: 10 } } },
  ],
  [
    "a password in an address",
    { charts: { mirror: "https://me:hunter2@charts.zai.dev" } },
    ["charts.mirror: got an address with a user or password in it, must be one without"],
  ],
  [
    "a database of DigitalOcean beside another cluster",
    onDatabase({ type: "managed" }, { cluster: EXISTING }),
    [
      'identity.database.type: got "managed" with cluster.provider existing, must be in-cluster or external: DigitalOcean runs a database in the network of its own clusters only',
    ],
    { identity: { database: { type: "in-cluster" } } },
  ],
  [
    "a size of DigitalOcean's databases that is none",
    onDatabase({ type: "managed", size: "s-1vcpu-1gb" }),
    [
      'identity.database.size: got "s-1vcpu-1gb", must be one of db-s-1vcpu-1gb, db-s-1vcpu-2gb, db-s-2vcpu-4gb, db-s-4vcpu-8gb, db-s-6vcpu-16gb; did you mean "db-s-1vcpu-1gb"?',
    ],
    { identity: { database: { size: "db-s-1vcpu-1gb" } } },
  ],
  [
    "a second node of the smallest size",
    onDatabase({ type: "managed", nodes: 2 }),
    ["identity.database.nodes: got 2, must be 1: DigitalOcean lets no node of the size db-s-1vcpu-1gb stand by"],
    { identity: { database: { size: "db-s-1vcpu-2gb", nodes: 2 } } },
  ],
  [
    "dumps without a key to their bucket",
    onDatabase({ type: "in-cluster", backup: { bucket: "zai-backups" } }),
    ["identity.database.backup.credentials: is missing, must be a map with accessKeyId, secretAccessKey"],
    {
      identity: {
        database: {
          backup: {
            credentials: {
              accessKeyId: { env: "BACKUP_ACCESS_KEY_ID" },
              secretAccessKey: { env: "BACKUP_SECRET_ACCESS_KEY" },
            },
          },
        },
      },
    },
  ],
  [
    "a schedule that is none",
    backedUp({ bucket: "zai-backups", schedule: "nightly" }),
    [
      'identity.database.backup.schedule: got "nightly", must have five fields (minute, hour, day of month, month, day of week), not 1',
    ],
    { identity: { database: { backup: { schedule: "17 3 * * *" } } } },
  ],
  [
    "an hour that no day has",
    backedUp({ bucket: "zai-backups", schedule: "0 25 * * *" }),
    [
      'identity.database.backup.schedule: got "0 25 * * *", must have numbers from 0 to 23, ranges, lists or steps as its hour',
    ],
    { identity: { database: { backup: { schedule: "17 3 * * *" } } } },
  ],
  [
    "dumps among the logs",
    backedUp({ bucket: "zai-logs" }, { loki: { bucket: "zai-logs" } }),
    [
      'identity.database.backup.bucket: got "zai-logs", which is loki.bucket; must be a bucket of its own: who reads logs there would read every password\'s hash',
    ],
    { identity: { database: { backup: { bucket: "zai-logs-backups" } } } },
  ],
  [
    "dumps outside DigitalOcean whose place nobody knows",
    backedUp({ bucket: "zai-backups" }, { cluster: EXISTING }),
    [
      "identity.database.backup.endpoint: is missing, must be given with a bucket outside DigitalOcean",
      "identity.database.backup.region: is missing, must be given with a bucket outside DigitalOcean",
    ],
    { identity: { database: { backup: { endpoint: "https://s3.eu-central-1.amazonaws.com" } } } },
  ],
  [
    "dumps in another region than their bucket",
    backedUp({ bucket: "zai-backups", region: "ams3" }),
    ['identity.database.backup.region: got "ams3", must be the region of the bucket, lon1'],
    { identity: { database: { backup: { region: "lon1" } } } },
  ],
];

const FINE: readonly (readonly [name: string, change: Change])[] = [
  ["the domain itself as a host", { grafana: { host: "zai.dev" } }],
  ["one upgrade", { cluster: { versionDrift: "follow", autoUpgrade: false } }],
  ["a range of one", { cluster: { nodePools: { main: { count: undefined, autoscale: { min: 2, max: 2 } } } } }],
  [
    "logs in a bucket with a region of its own",
    { cluster: { region: "nyc1" }, buckets: { "zai-logs": { region: "nyc3" } }, loki: { bucket: "zai-logs" } },
  ],
  [
    "logs in a store elsewhere",
    { cluster: { region: "nyc1" }, loki: { bucket: "zai-logs", endpoint: "https://s3.zai.dev", region: "any" } },
  ],
  [
    "ages in weeks, and in hours that are days",
    { buckets: { "zai-x": { expireAfter: "8w", abortUploadsAfter: "48h" } } },
  ],
  ["a minute between scrapes", { prometheus: { scrapeInterval: "1m" } }],
  ["certificates of Let's Encrypt", letsEncrypt({})],
  [
    "one certificate for all names",
    letsEncrypt({ challenge: "dns01", wildcard: true, token: { env: "X" } }, "digitalocean"),
  ],
  ["records by a controller", { ingress: { dns: { provider: "external-dns" } } }],
  ["a proof by a record beside a controller of records", letsEncrypt({ challenge: "dns01" }, "external-dns")],
  ["callers told by the load balancer", { ingress: { loadBalancer: { proxyProtocol: true } } }],
  ["a registry by its port alone", { images: { registry: "registry:5000" } }],
  ["a registry on this machine", { images: { registry: "localhost/mirror/zai", pullSecret: "login" } }],
  ["records in a domain that is there", { ingress: { dns: { provider: "digitalocean", existing: true } } }],
  ["traces on a volume", { tracing: {} }],
  ["errors alone", { tracing: { sampling: { share: 0 } } }],
  ["a newest version", { cluster: { version: "latest" } }],
  ["a control plane in several copies", { cluster: { highAvailability: true } }],
  ["a database of DigitalOcean beside its cluster", onDatabase({ type: "managed", size: "db-s-1vcpu-2gb", nodes: 3 })],
  ["dumps in a bucket of their own", backedUp({ bucket: "zai-backups" })],
  [
    "dumps beside the logs of another store",
    backedUp({ bucket: "zai-logs", endpoint: "https://s3.zai.dev", region: "rack" }, { loki: { bucket: "zai-logs" } }),
  ],
];

describe("rules between values", () => {
  it.each(REFUSED.map(([name, change, said, paste]) => ({ name, change, said, paste })))(
    "refuse $name",
    async ({ change, said, paste }) => {
      const problems = await problemsWith(change);
      expect(problems.map(plain).sort()).toEqual([...said].sort());
      const [first] = problems.filter((problem) => plain(problem) === said[0]);
      expect(first?.position).toBeDefined();
      expect(first?.paste === undefined ? undefined : parse(first.paste)).toEqual(paste);
    },
  );

  it.each(FINE)("allow %s", async (_, change) => {
    expect((await problemsWith(change)).map(plain)).toEqual([]);
  });

  it.each([
    ["1.30", "on 2025-07-15"],
    ["1.32", "on 2026-02-28"],
    ["1.19", "before 2024-10-22"],
  ])("warn of Kubernetes %s", async (version, ended) => {
    const problems = await problemsWith({ cluster: { version } });
    expect(problems.map(plain)).toEqual([
      `cluster.version: got "${version}", which got its last fixes ${ended}, must soon be a newer one, such as "1.36"`,
    ]);
    expect(problems[0]).toMatchObject({ severity: "warning", position: { line: expect.any(Number) } });
  });

  it("run on sections that are fine when others are not, and stand where their values stand", async () => {
    const said = await shownOf(
      "client: 1\ndomain: zai.dev\ngrafana:\n  host: grafana.zai.org\ncluster:\n  provider: nowhere\nprometheus:\n  retention: 1h\n",
    );
    expect(said).toEqual(
      expect.arrayContaining([
        'a.yaml:4:9 grafana.host: got "grafana.zai.org", must be a lower-case DNS name under "zai.dev"',
        'a.yaml:8:14 prometheus.retention: got "1h", must be at least 2h, one block',
      ]),
    );
  });
});
