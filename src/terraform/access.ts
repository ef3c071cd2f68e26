import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Fn, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { clusterByName } from "./digitalocean";

/** How a stack reaches the cluster: a kubeconfig context of the deploying job, or a look-up at DigitalOcean. */
export type ClusterAccess =
  | { readonly type: "context"; readonly context: string }
  | { readonly type: "dataSource"; readonly cluster: string };

/** Gives a stack the Kubernetes and Helm providers of its cluster. */
export function addClusterProviders(stack: Construct, access: ClusterAccess): void {
  const connection = access.type === "context" ? byContext(stack, access.context) : byDataSource(stack, access.cluster);
  new KubernetesProvider(stack, "kubernetes", connection);
  new HelmProvider(stack, "helm", { kubernetes: connection });
}

function byContext(stack: Construct, context: string) {
  const kubeconfig = new TerraformVariable(stack, "kubeconfig", {
    type: "string",
    default: "~/.kube/config",
    description: "Kubeconfig of the deploying job; another one: export TF_VAR_kubeconfig",
  });
  return { configPath: kubeconfig.stringValue, configContext: context };
}

function byDataSource(stack: Construct, cluster: string) {
  const found = clusterByName(stack, cluster);
  return {
    host: found.endpoint,
    token: found.kubeConfig.get(0).token,
    clusterCaCertificate: Fn.base64decode(found.kubeConfig.get(0).clusterCaCertificate),
  };
}
