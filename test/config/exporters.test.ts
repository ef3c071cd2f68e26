import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { plain, problemsWith } from "./workspace";

const ORDERS = { type: "postgresql", host: "db1.zai.dev", user: "monitoring", password: { env: "ORDERS_PASSWORD" } };
const BROKER = { type: "rabbitmq", hosts: ["mq1.zai.dev"] };
const KEY = { accessKeyId: { env: "AWS_KEY_ID" }, secretAccessKey: { env: "AWS_KEY" } };
const RDS = { namespace: "AWS/RDS", names: ["CPUUtilization"] };
const AWS = { type: "cloudwatch", regions: ["eu-central-1"], metrics: [RDS], credentials: KEY };
const ARCHIVE = { type: "bucket", bucket: "zai-archive" };

const RACK = { provider: "existing", context: "rack", nodes: [{ cpu: 8, memory: "16Gi", count: 2 }] };

const exporters = (all: object) => ({ exporters: all });

const REFUSED: readonly (readonly [name: string, change: Record<string, unknown>, said: string, paste?: unknown])[] = [
  [
    "a host with a scheme",
    exporters({ orders: { ...ORDERS, host: "postgres://db1.zai.dev" } }),
    'exporters.orders.host: got "postgres://db1.zai.dev", must be a host without scheme and port, such as db1.zai.dev',
  ],
  [
    "a scrape over which series go stale",
    exporters({ orders: { ...ORDERS, interval: "10m" } }),
    'exporters.orders.interval: got "10m", must be 10s to 2m: a scrape may take 10 s, and a series goes stale after 5m',
    exporters({ orders: { interval: "2m" } }),
  ],
  [
    "one server twice",
    exporters({ orders: ORDERS, shop: ORDERS }),
    "exporters.shop: asks the same postgresql as exporters.orders, must be asked once",
  ],
  [
    "one node twice",
    exporters({ broker: { ...BROKER, hosts: ["mq1.zai.dev", "mq1.zai.dev"] } }),
    'exporters.broker.hosts[1]: got "mq1.zai.dev" a second time, must be listed once',
  ],
  [
    "one namespace of AWS twice",
    exporters({ aws: { ...AWS, metrics: [RDS, RDS] } }),
    'exporters.aws.metrics[1].namespace: got "AWS/RDS" a second time, must be listed once',
  ],
  [
    "a namespace that the exporter does not know",
    exporters({ aws: { ...AWS, metrics: [{ ...RDS, namespace: "AWS/Lamda" }] } }),
    'exporters.aws.metrics[0].namespace: got "AWS/Lamda", must be a namespace whose resources can be found; did you mean AWS/Lambda?',
  ],
  [
    "a tag that Go cannot match",
    exporters({ aws: { ...AWS, metrics: [{ ...RDS, tags: { team: "(?=a)" } }] } }),
    "exporters.aws.metrics[0].tags.team: ",
  ],
  [
    "a bucket that is listed too rarely",
    exporters({ archive: { ...ARCHIVE, schedule: "0 3 * * 0" } }),
    'exporters.archive.schedule: got "0 3 * * 0", must run at least every 3 days: what it pushed is remembered for a week',
    exporters({ archive: { schedule: "17 3 * * *" } }),
  ],
  [
    "a name that S3 forbids",
    exporters({ archive: { ...ARCHIVE, bucket: "Zai_Archive" } }),
    'exporters.archive.bucket: got "Zai_Archive", must be 3 to 63 lower-case letters, digits and hyphens',
  ],
  [
    "a bucket without a pushgateway",
    { ...exporters({ archive: ARCHIVE }), prometheus: { pushgateway: { enabled: false } } },
    "exporters.archive: needs the pushgateway, to which its job pushes: prometheus.pushgateway.enabled is false",
    { prometheus: { pushgateway: { enabled: true } } },
  ],
  [
    "a region that has no Spaces",
    exporters({ archive: { ...ARCHIVE, region: "tor2" } }),
    'exporters.archive.region: got "tor2" without an endpoint, must be a region that has Spaces: ',
  ],
  [
    "a scrape job of their name",
    { ...exporters({ broker: BROKER }), prometheus: { scrape: { exporters: { targets: ["a:1"] } } } },
    'prometheus.scrape.exporters: got "exporters", which is the job of the config\'s exporters; must be a name of its own',
  ],
];

describe("rules on exporters", () => {
  it.each(REFUSED.map(([name, change, said, paste]) => ({ name, change, said, paste })))(
    "refuse $name",
    async ({ change, said, paste }) => {
      const problems = await problemsWith(change);
      expect(problems.map(plain)).toEqual([expect.stringContaining(said)]);
      if (paste !== undefined) expect(parse(problems[0]?.paste ?? "")).toEqual(paste);
    },
  );

  it("refuse a kind that there is not, and name those that there are", async () => {
    const problems = await problemsWith(exporters({ shop: { ...ORDERS, type: "mysql" } }));
    expect(problems.map(plain)).toEqual([
      expect.stringMatching(/^exporters\.shop\.type: .*"mysql".*postgresql, redis, rabbitmq, cloudwatch.*bucket/),
    ]);
  });

  it("refuse a password that is written down", async () => {
    const problems = await problemsWith(exporters({ orders: { ...ORDERS, password: "secret" } }));
    expect(problems.map(plain).join("\n")).toContain("exporters.orders.password");
    expect(problems.map(plain).join("\n")).not.toContain('"secret"');
  });

  it("ask where a bucket is, outside DigitalOcean", async () => {
    const rack = { cluster: RACK, loki: {}, ...exporters({ archive: ARCHIVE }) };
    const said = (await problemsWith(rack)).map(plain).filter((one) => one.startsWith("exporters"));
    expect(said).toEqual([
      "exporters.archive.endpoint: is missing, must be given with a bucket outside DigitalOcean",
      "exporters.archive.region: is missing, must be given with a bucket outside DigitalOcean",
    ]);
  });

  it("allow two servers on one host", async () => {
    expect((await problemsWith(exporters({ a: ORDERS, b: { ...ORDERS, port: 5433 } }))).map(plain)).toEqual([]);
  });
});
