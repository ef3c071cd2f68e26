import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type ClientConfig, loadClient } from "../../src/config";
import { overviewOf } from "../../stacks/overview";
import { tokensTelemetry } from "../../stacks/tokens-telemetry";
import { type Example, exampleIn, releasesOf, scratchFolder } from "../tools/examples";

const FILE = join(__dirname, "..", "..", "clients", "fermilab-example.yaml");

let config: ClientConfig;
let example: Example;

beforeAll(async () => {
  config = (await loadClient(FILE)).config;
  example = exampleIn(scratchFolder(), FILE, config);
}, 60_000);

const stackOf = (kind: string) => example.stacks.find(({ name }) => name.endsWith(`-${kind}`))?.json;

function filesOf(): readonly Readonly<Record<string, string>>[] {
  return Object.values(stackOf("tokens")?.resource.kubernetes_config_map_v1 ?? {}).map(
    ({ data }) => data as Readonly<Record<string, string>>,
  );
}

describe("the stack of the managed-tokens service", () => {
  it("comes last", () => {
    const stacks = ["fermilab-example-platform", "fermilab-example-observability", "fermilab-example-tokens"];
    expect(overviewOf(config).stacks).toEqual(stacks);
    expect(example.stacks.map(({ name }) => name).sort()).toEqual([...stacks].sort());
  });

  it("tells the platform's parts by the same names as are known without Terraform", () => {
    const { managedTokens } = config;
    if (managedTokens === undefined) throw new Error("the example has no managedTokens");
    const telemetry = tokensTelemetry(config, managedTokens);
    const files = filesOf().flatMap((data) =>
      data["managedTokens.json"] ? [JSON.parse(data["managedTokens.json"])] : [],
    );
    expect(files).toHaveLength(3);
    for (const file of files) {
      expect(file.loki.host).toBe(telemetry.loki);
      expect(file.tracing.url).toBe(telemetry.traces);
    }
    const gateways = files.flatMap(({ prometheus }) => prometheus?.host ?? []);
    expect(gateways).toEqual([telemetry.pushgateway, telemetry.pushgateway]);
  });

  it("has Loki take lines without a tenant for the client's, and gives pushed series their labels", () => {
    const values = (chart: string) => releasesOf(example).find((release) => release.chart === chart)?.values;
    expect(values("loki")).toMatchObject({
      gateway: {
        nginxConfig: {
          httpSnippet: expect.stringContaining('"/loki/api/v1/push " "fermilab-example";'),
          locationSnippet: "proxy_set_header X-Scope-OrgID $line_tenant;",
        },
      },
    });
    expect(values("prometheus")).toMatchObject({
      scrapeConfigs: {
        "prometheus-pushgateway": {
          metric_relabel_configs: [{ target_label: "experiment" }, { target_label: "role" }],
        },
      },
    });
  });

  it("keeps keytabs as bytes, and Slack's address out of all else", () => {
    const secrets = Object.values(stackOf("tokens")?.resource.kubernetes_secret_v1 ?? {});
    expect(
      secrets.map(({ metadata, data_wo, binary_data_wo }) => [
        (metadata as { name: string }).name,
        data_wo,
        binary_data_wo,
      ]),
    ).toEqual([
      ["managed-tokens-keytabs", undefined, { "novaraw.keytab": "${var.NOVARAW_KEYTAB}" }],
      ["managed-tokens-slack", { notifications: "${var.TOKENS_SLACK_URL}" }, undefined],
    ]);
  });

  it("is in all that show says", () => {
    const { images, existingConfigMaps, existingSecrets, environmentVariables } = overviewOf(config);
    expect(images.map(({ source }) => source)).toContain("registry.example.org/managed-tokens:0.17.1");
    expect(existingConfigMaps).toEqual([{ namespace: "managed-tokens", name: "grid-authorities" }]);
    expect(environmentVariables).toContain("TF_VAR_NOVARAW_KEYTAB");
    expect(existingSecrets).toContainEqual({
      namespace: "managed-tokens",
      name: "service-keytabs",
      keys: ["dunecal.keytab", "dunepro.keytab", "mu2epro.keytab", "novapro.keytab"],
    });
  });

  it("wants the login of a registry in its namespace", () => {
    const { existingSecrets } = overviewOf({ ...config, images: { registry: "r.example.org", pullSecret: "login" } });
    expect(existingSecrets).toContainEqual({ namespace: "managed-tokens", name: "login", keys: [".dockerconfigjson"] });
  });
});
