import type * as Look from "@cdktf/provider-digitalocean/lib/data-digitalocean-kubernetes-cluster";
import { DigitaloceanProvider } from "@cdktf/provider-digitalocean/lib/provider";
import type { Construct } from "constructs";
import { resource } from "./resource";

export { DataDigitaloceanDomain } from "@cdktf/provider-digitalocean/lib/data-digitalocean-domain";
export { DataDigitaloceanKubernetesVersions } from "@cdktf/provider-digitalocean/lib/data-digitalocean-kubernetes-versions";
export { Domain } from "@cdktf/provider-digitalocean/lib/domain";
export { KubernetesCluster } from "@cdktf/provider-digitalocean/lib/kubernetes-cluster";
export { KubernetesNodePool } from "@cdktf/provider-digitalocean/lib/kubernetes-node-pool";
export { Project } from "@cdktf/provider-digitalocean/lib/project";
export { ProjectResources } from "@cdktf/provider-digitalocean/lib/project-resources";
export { Record as DnsRecord } from "@cdktf/provider-digitalocean/lib/record";
export { SpacesBucket } from "@cdktf/provider-digitalocean/lib/spaces-bucket";
export { Vpc } from "@cdktf/provider-digitalocean/lib/vpc";

const PROVIDER_ID = "digitalocean";

/** DigitalOcean's provider, once; its keys come from the deploying job's DIGITALOCEAN_TOKEN and SPACES_* variables. */
export function addDigitalOceanProvider(stack: Construct): void {
  if (stack.node.tryFindChild(PROVIDER_ID) === undefined) new DigitaloceanProvider(stack, PROVIDER_ID);
}

/** A cluster by its name. Its token then lies in the state of the asking stack. */
export function clusterByName(stack: Construct, name: string): Look.DataDigitaloceanKubernetesCluster {
  addDigitalOceanProvider(stack);
  // Loaded by those who look a cluster up: most name a context.
  const { DataDigitaloceanKubernetesCluster } =
    require("@cdktf/provider-digitalocean/lib/data-digitalocean-kubernetes-cluster") as typeof Look;
  return resource(DataDigitaloceanKubernetesCluster, stack, "cluster", { name });
}
