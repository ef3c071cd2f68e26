import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ClientConfig } from "../../../src/config";
import type { DigitalOceanCluster } from "../../../src/config/schema/cluster";
import { Stack } from "../../../src/terraform";
import { synthesizeApp } from "../../../src/terraform/app";
import { synthesize } from "../../../stacks/synthesize";
import { type Source, STATES } from "./trial";

const backend = { type: "local", directory: STATES } as const;

/** The cluster stack of a client. */
export function clusterStack(config: ClientConfig): Source {
  return (out) => {
    synthesize([{ ...config, backend }], out);
    return `${config.client}-cluster`;
  };
}

/** The client with changes to its cluster. */
export function withCluster(config: ClientConfig, changes: Partial<DigitalOceanCluster>): ClientConfig {
  return { ...config, cluster: { ...(config.cluster as DigitalOceanCluster), ...changes } };
}

/** A stack of our constructs, without a client. */
export function stackOf(build: (stack: Stack) => void): Source {
  return (out) => {
    synthesizeApp(out, (app) => build(new Stack(app, { client: "atlas", kind: "platform", backend })));
    return "atlas-platform";
  };
}

/** A stack as Terraform reads it. */
export function rawStack(json: Readonly<Record<string, unknown>>): Source {
  return (out) => {
    const folder = join(out, "stacks", "raw");
    mkdirSync(folder, { recursive: true });
    const terraform = {
      required_providers: { digitalocean: { source: "digitalocean/digitalocean", version: "2.71.0" } },
      backend: { local: { path: `../../../${STATES}/raw.tfstate` } },
    };
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ terraform, provider: { digitalocean: {} }, ...json }));
    return "raw";
  };
}
