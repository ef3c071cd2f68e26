import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadClient } from "../src/config";
import { scanForSecrets } from "../src/scan-secrets";
import { synthesize } from "../stacks/synthesize";

const found = (value: Record<string, unknown>) => scanForSecrets(value, "stack").map(({ path }) => path);

describe("scanForSecrets", () => {
  it.each([
    [{ adminPassword: "hunter2" }, "stack.adminPassword"],
    [{ values: ["grafana:\n  adminPassword: hunter2\n"] }, "stack.values[0].grafana.adminPassword"],
    [
      { data: { "datasources.json": '{"secureJsonData":{"password":"hunter2"}}' } },
      "stack.data.datasources.json.secureJsonData.password",
    ],
    [{ env: [{ name: "DB_PASSWORD", value: "hunter2" }] }, "stack.env[0].value"],
    [{ note: "see https://hooks.slack.com/services/T/B/x" }, "stack.note"],
    [{ url: "https://user:pass@example.com" }, "stack.url"],
    [{ data_wo: { a: "hunter2" } }, "stack.data_wo.a"],
    [{ binary_data_wo: { a: "aHVudGVyMg==" } }, "stack.binary_data_wo.a"],
    [{ spec: { data: [{ secretKey: "hunter2" }] } }, "stack.spec.data[0].secretKey"],
    [{ resource: { helm_release: { a: { password: "hunter2" } } } }, "stack.resource.helm_release.a.password"],
    [{ variable: { DB_PASSWORD: { default: "hunter2" } } }, "stack.variable.DB_PASSWORD.default"],
  ])("finds what lies in %j", (value, path) => {
    expect(found(value)).toEqual([path]);
  });

  it.each([
    [{ admin: { existingSecret: "grafana-admin", passwordKey: "admin-password" } }],
    [{ secretAccessKey: "$${AWS_SECRET_ACCESS_KEY}" }],
    [{ valueFrom: { secretKeyRef: { name: "loki-bucket", key: "secretAccessKey" } } }],
    [{ api_url_file: "/etc/secrets/contact-points/team" }],
    [{ settings: { url: "$__file{/etc/secrets/contact-points/team}" } }],
    [{ webhook: { resources: { requests: { memory: "32Mi" }, limits: { memory: "96Mi" } } } }],
    [{ webhook: { podAnnotations: { "prometheus.io/port": "8080" } } }],
    [{ workerType: { getToken: { retrySleep: "5s" } } }],
    [{ data_wo: { password: "${var.PASSWORD}", "admin-user": "admin" } }],
    [{ resource: { network_policy: { "cert-manager-webhook": { metadata: { name: "webhook" } } } } }],
    [{ spec: { data: [{ secretKey: "team", remoteRef: { key: "a/b", property: "webhook" } }] } }],
    [{ resource: { kubernetes_secret_v1: { "db-password": { type: "Opaque" } } } }],
    [{ ephemeral: { random_password: { "db-password": { length: 32, special: false } } } }],
    [{ variable: { DB_PASSWORD: { description: "export it", type: "string" } } }],
  ])("leaves the reference in %j", (value) => {
    expect(found(value)).toEqual([]);
  });

  it("never shows what it found", () => {
    expect(JSON.stringify(scanForSecrets({ password: "marker-secret" }, "stack"))).not.toContain("marker-secret");
  });
});

describe("no example holds a secret", () => {
  it.each(readdirSync("clients"))("%s", async (file) => {
    const { config } = await loadClient(join("clients", file));
    const out = join(mkdtempSync(join(tmpdir(), "belvedere-scan-")), "out");
    for (const stack of synthesize([config], out))
      expect(
        scanForSecrets(JSON.parse(readFileSync(join(out, "stacks", stack, "cdk.tf.json"), "utf8")), stack),
      ).toEqual([]);
  });
});
