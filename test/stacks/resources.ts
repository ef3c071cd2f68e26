import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { ClientConfig } from "../../src/config";
import { readByTerraform } from "../../src/verify";
import { synthesize } from "../../stacks/synthesize";
import { scratchFolder } from "../tools/examples";

// biome-ignore lint/suspicious/noExplicitAny: trees of other programs' making
type Json = any;

/** What tests look at in a synthesized stack that has Grafana in it. */
export function resourcesOf(config: ClientConfig, stack: string) {
  const out = join(scratchFolder(), "out");
  synthesize([config], out);
  const { resource } = JSON.parse(readFileSync(join(out, "stacks", stack, "cdk.tf.json"), "utf8")) as Json;
  const all = (type: string) => Object.values(resource[type] ?? {}) as Json[];
  const valuesOf = (name: string): Json =>
    parse(readByTerraform(all("helm_release").find((release) => release.name === name).values[0]));
  const file = all("kubernetes_config_map_v1").find(({ data }) => data["datasources-platform.json"] !== undefined);
  const provisioned = JSON.parse(readByTerraform(file.data["datasources-platform.json"])) as Json;
  const maps = all("kubernetes_config_map_v1").flatMap(({ data }) => Object.entries(data as Record<string, string>));
  const policy = all("kubernetes_network_policy_v1").find(({ metadata }) => metadata.name === "grafana-observability");
  const egress = policy.spec.egress as Json[];
  return {
    valuesOf,
    /** Files of all ConfigMaps. */
    files: Object.fromEntries(maps.map(([name, text]) => [name, readByTerraform(text)])),
    datasources: provisioned.datasources as Json[],
    deleted: provisioned.deleteDatasources as Json,
    grafanaValues: valuesOf("grafana"),
    egressOfGrafana: egress.flatMap(({ ports = [] }) => ports.map((port: Json) => Number(port.port))),
  };
}
