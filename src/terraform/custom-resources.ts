import type { Construct } from "constructs";
import type { HelmValue } from "../charts";
import type { Dependable } from "./component";
import { ownChart } from "./own-chart";
import { helmRelease, valuesText } from "./release";

/** A resource of a kind that some chart has added to Kubernetes. */
export interface CustomResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: Readonly<Record<string, HelmValue>>;
}

export interface CustomResourcesProps {
  /** Namespace of the release, and of all its resources that name none. */
  readonly namespace: string;
  /** Name of the release. */
  readonly name: string;
  readonly resources: readonly CustomResource[];
  /** What has to be there before: the release that brings their kinds. @default - what the component waits for */
  readonly after?: readonly Dependable[];
}

const CHART = "belvedere-resources";

/** Custom resources as a Helm release: unlike `kubernetes_manifest` it can be planned before their kinds are known. */
export function customResources(scope: Construct, id: string, props: CustomResourcesProps): Dependable {
  return helmRelease(scope, id, {
    ...(props.after === undefined ? {} : { dependsOn: [...props.after] }),
    name: props.name,
    namespace: props.namespace,
    ...ownChart(scope, CHART),
    values: [valuesText({ resources: props.resources.map(asValue) })],
  });
}

function asValue({ apiVersion, kind, metadata, spec }: CustomResource): HelmValue {
  return { apiVersion, kind, metadata: { ...metadata }, spec };
}
