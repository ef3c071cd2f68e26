export type { GivenSource, SecretRef, SecretSet, SecretSource } from "../secret-source";
export { restartsWith } from "../secret-source";
export type { ClusterAccess } from "./access";
export { addClusterProviders } from "./access";
export type { BackendProps, LocalBackendProps, RemoteBackendProps, S3BackendProps } from "./backend";
export { Component, type ComponentProps, type Dependable, type Transform } from "./component";
export { type ConfigMapProps, configMap } from "./config-map";
export { type CustomResource, type CustomResourcesProps, customResources } from "./custom-resources";
export { escapeConfig, literal } from "./escape";
export { changeOf, firstKnown } from "./expressions";
export { leaveAlone } from "./leave";
export { loadBalancerAddress, type ServiceRef } from "./load-balancer";
export { namespace, type PodSecurity } from "./namespace";
export { closeNamespace, networkPolicies, wiresUnder } from "./network-policy";
export { type OutputProps, output } from "./output";
export type { ContainerResources } from "./pod";
export {
  type HelmValues,
  Release,
  type ReleasedProps,
  type ReleaseProps,
  released,
  type ScrapedProps,
} from "./release";
export { resource } from "./resource";
export { type Secrets, secrets } from "./secret";
export { type Backend, ServiceEndpoint, scraped, wireTo } from "./service-endpoint";
export { Stack, type StackProps } from "./stack";
export { type PlainVariableProps, plainVariable } from "./variable";
