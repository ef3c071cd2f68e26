import { DataDigitaloceanKubernetesCluster } from "@cdktf/provider-digitalocean/lib/data-digitalocean-kubernetes-cluster";
import { DigitaloceanProvider } from "@cdktf/provider-digitalocean/lib/provider";
import type { Construct } from "constructs";
import { resource } from "./resource";

export { DataDigitaloceanContainerRegistry } from "@cdktf/provider-digitalocean/lib/data-digitalocean-container-registry";
export { DataDigitaloceanKubernetesVersions } from "@cdktf/provider-digitalocean/lib/data-digitalocean-kubernetes-versions";
export { KubernetesCluster } from "@cdktf/provider-digitalocean/lib/kubernetes-cluster";
export { KubernetesNodePool } from "@cdktf/provider-digitalocean/lib/kubernetes-node-pool";
export { Project } from "@cdktf/provider-digitalocean/lib/project";
export { ProjectResources } from "@cdktf/provider-digitalocean/lib/project-resources";
export { SpacesBucket } from "@cdktf/provider-digitalocean/lib/spaces-bucket";
export { Vpc } from "@cdktf/provider-digitalocean/lib/vpc";

/** DigitalOcean's provider; its keys come from the deploying job's DIGITALOCEAN_TOKEN and SPACES_* variables. */
export function addDigitalOceanProvider(stack: Construct): void {
  new DigitaloceanProvider(stack, "digitalocean");
}

/** A cluster by its name. Its token then lies in the state of the asking stack. */
export function clusterByName(stack: Construct, name: string): DataDigitaloceanKubernetesCluster {
  addDigitalOceanProvider(stack);
  return resource(DataDigitaloceanKubernetesCluster, stack, "cluster", { name });
}
