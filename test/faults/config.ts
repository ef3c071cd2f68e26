import type { ConfigFault } from "./fault";

const NODE = { size: "s-2vcpu-4gb", count: 2 };
const LETS_ENCRYPT = { issuer: "letsencrypt", secret: undefined, email: "ops@zai.dev" };
const LOGS = { credentials: { accessKeyId: { env: "LOG_ID" }, secretAccessKey: { env: "LOG_KEY" } } };

/** Faults that a person writes into a config. Refused when it is read, or by `check`, which loads no Terraform. */
export const CONFIG_FAULTS: readonly ConfigFault[] = [
  // Shape.
  fault("a misspelled section", "schema", { grafanna: {} }, "grafanna", "did you mean"),
  fault("a misspelled key", "schema", { loki: { retenton: "31d" } }, "loki.retenton", "did you mean"),
  fault("a host in capitals", "schema", { grafana: { host: "Grafana.zai.dev" } }, "grafana.host", "lower-case"),
  fault("a host of another domain", "rule", { grafana: { host: "grafana.acme.dev" } }, "grafana.host", "zai.dev"),
  fault("a duration without a unit", "schema", { prometheus: { retention: "15" } }, "prometheus.retention", "must be"),
  fault("a volume without a unit", "schema", { loki: { volume: "ten" } }, "loki.volume", "must be"),
  fault("no backend", "schema", { backend: undefined }, "backend", "is missing"),
  fault("a backend by absolute path", "schema", { backend: { directory: "/root/state" } }, "backend.directory", "must"),
  // Nodes and cluster.
  fault("a retired region", "schema", { cluster: { region: "ams1" } }, "cluster.region", "must be"),
  fault("an unknown droplet size", "schema", pool({ size: "s-3vcpu-3gb" }), "cluster.nodePools.main.size", "must be"),
  fault("nodes of 1 GB", "schema", pool({ size: "s-1vcpu-1gb" }), "cluster.nodePools.main.size", "must be"),
  fault(
    "a maximum below the minimum",
    "rule",
    pool({ count: undefined, autoscale: { min: 3, max: 1 } }),
    "cluster.nodePools.main.autoscale",
    "must",
  ),
  fault("a maximum without autoscaling", "schema", pool({ max: 3 }), "cluster.nodePools.main.max", "unknown key"),
  fault("an ended patch release", "rule", { cluster: { version: "1.30.4-do.0" } }, "cluster.version", "must be"),
  fault(
    "no word on what a destroy takes along",
    "schema",
    { cluster: { destroyAllAssociatedResources: undefined } },
    "cluster.destroyAllAssociatedResources",
    "is missing",
  ),
  fault(
    "nodes that cannot hold it",
    "capacity",
    pool({ size: "s-1vcpu-2gb", count: 1 }),
    "cluster",
    "the cheapest change that fits",
  ),
  // Secrets.
  fault(
    "a webhook in clear",
    "secret",
    { alerts: { contactPoints: { platform: { slack: { webhook: "https://hooks.slack.com/services/T0/B0/abc" } } } } },
    "alerts.contactPoints.platform",
    "secret",
  ),
  fault(
    "a password in clear",
    "secret",
    { grafana: { adminPassword: "hunter2hunter2" } },
    "grafana.adminPassword",
    "secret",
  ),
  fault(
    "a key of the bucket in clear",
    "secret",
    { loki: { bucket: "zai-logs", credentials: { ...LOGS.credentials, secretAccessKey: "abcdefabcdef" } } },
    "loki.credentials.secretAccessKey",
    "secret",
  ),
  fault(
    "a secret in Helm values",
    "secret",
    { grafana: { values: { adminPassword: "hunter2hunter2" } } },
    "grafana.values.adminPassword",
    "secret",
  ),
  // Logs.
  fault("a bucket name that S3 forbids", "schema", { loki: { bucket: "Zai_Logs" } }, "loki.bucket", "must be"),
  fault(
    "a broken regular expression in the log pipeline",
    "rule",
    { alloy: { pods: { redact: [{ pattern: "(token" }] } } },
    "alloy.pods.redact",
    "must",
  ),
  // Metrics.
  fault(
    "a probe without scheme",
    "schema",
    { probes: { shop: { module: "http", target: "shop.zai.dev" } } },
    "probes.shop.target",
    "must",
  ),
  // Grafana.
  fault(
    "the section of a setting that Grafana ignores",
    "values",
    { grafana: { values: { "grafana.ini": { "auth.generic_oauth": { disable_login_form: true } } } } },
    "grafana.values",
    "auth",
  ),
  fault(
    "a file that is not mounted",
    "values",
    {
      grafana: { values: { "grafana.ini": { "auth.generic_oauth": { client_id: "$__file{/etc/secrets/none/id}" } } } },
    },
    "grafana.values",
    "mount",
  ),
  fault(
    "a guard that is switched off",
    "values",
    { grafana: { values: { assertNoLeakedSecrets: false } } },
    "grafana.values.assertNoLeakedSecrets",
    "must",
  ),
  fault(
    "two default datasources",
    "rule",
    {
      grafana: {
        datasources: {
          one: { type: "prometheus", url: "https://p.zai.dev", default: true },
          two: { type: "prometheus", url: "https://q.zai.dev", default: true },
        },
      },
    },
    "grafana.datasources.two.default",
    "one",
  ),
  fault(
    "two datasources of one title",
    "rule",
    { grafana: { datasources: { prom: { type: "prometheus", title: "Prometheus", url: "https://p.zai.dev" } } } },
    "grafana.datasources",
    "Prometheus",
  ),
  // Charts.
  fault(
    "a value that Loki's chart does not know",
    "values",
    { loki: { values: { singleBinary: { persistance: { size: "10Gi" } } } } },
    "loki.values.singleBinary.persistance",
    "persistence",
  ),
  fault(
    "a value of the wrong type",
    "values",
    { grafana: { values: { replicas: "2" } } },
    "grafana.values.replicas",
    "must be",
  ),
  fault(
    "a value of an old chart",
    "values",
    { ingress: { values: { ports: { web: { redirectTo: "websecure" } } } } },
    "ingress.values.ports.web.redirectTo",
    "",
  ),
  // Alerts.
  fault(
    "a route to an unknown contact point",
    "rule",
    { alerts: { routes: { default: "platfrom" } } },
    "alerts.routes.default",
    "did you mean",
  ),
  fault("no contact point", "schema", { alerts: { contactPoints: { platform: undefined } } }, "alerts", ""),
  // Sign-on and certificates.
  fault(
    "a certificate that nobody issues",
    "schema",
    { ingress: { certificates: { secret: undefined } } },
    "ingress.certificates",
    "",
  ),
  fault(
    "a wildcard over HTTP",
    "rule",
    { ingress: { certificates: { ...LETS_ENCRYPT, wildcard: true } } },
    "ingress.certificates",
    "dns01",
  ),
  fault(
    "an issuer without TLS",
    "rule",
    {
      identity: {
        provider: "oidc",
        name: "Acme",
        clientId: "g",
        clientSecret: { env: "S" },
        issuer: "http://id.zai.dev",
        endpoints: {
          authorization: "http://id.zai.dev/a",
          token: "http://id.zai.dev/t",
          userInfo: "http://id.zai.dev/u",
        },
      },
    },
    "identity.issuer",
    "https",
  ),
];

function pool(change: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { cluster: { nodePools: { main: { ...NODE, ...change } } } };
}

function fault(
  name: string,
  layer: ConfigFault["layer"],
  change: ConfigFault["change"],
  place: string,
  says: string,
): ConfigFault {
  return { name, layer, change, place, says };
}
