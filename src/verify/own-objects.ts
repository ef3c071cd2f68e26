import type { KubernetesObject, RenderedRelease } from "./objects";

type Tree = Readonly<Record<string, unknown>>;

/** Names that Terraform has in the singular, since each is a block. */
const LISTS: Readonly<Record<string, string>> = {
  container: "containers",
  init_container: "initContainers",
  volume: "volumes",
  volume_mount: "volumeMounts",
  port: "ports",
};

/** What holds names of people's own: these are no arguments. */
const FREE = new Set(["labels", "annotations", "requests", "limits", "match_labels"]);

/** Deployments, Jobs and CronJobs that Terraform makes without a chart, as Kubernetes gets them: a "release" for each namespace. */
export function ownObjects(stacks: readonly { readonly resource?: unknown }[]): readonly RenderedRelease[] {
  const objects = stacks.flatMap(({ resource }) => {
    const {
      kubernetes_job_v1: jobs,
      kubernetes_cron_job_v1: cronJobs,
      kubernetes_deployment_v1: deployments,
    } = (resource ?? {}) as Readonly<Record<string, Tree>>;
    return [
      ...things(deployments).map((thing) => objectOf("Deployment", thing)),
      ...things(jobs).map((thing) => objectOf("Job", thing)),
      ...things(cronJobs).map((thing) => objectOf("CronJob", thing)),
    ];
  });
  const namespaces = [...new Set(objects.map(({ metadata }) => metadata.namespace ?? ""))].sort();
  return namespaces.map((namespace) => ({
    name: namespace,
    chart: "",
    namespace,
    objects: objects.filter(({ metadata }) => metadata.namespace === namespace),
  }));
}

function things(byId: Tree | undefined): readonly Tree[] {
  return Object.values(byId ?? {}) as readonly Tree[];
}

function objectOf(kind: string, thing: Tree): KubernetesObject {
  const { metadata, spec } = camelCase(thing) as KubernetesObject & { readonly spec: Tree };
  // The pods of a CronJob are those of its Jobs.
  const { jobTemplate } = spec as { readonly jobTemplate?: { readonly spec: KubernetesObject["spec"] } };
  return { kind, metadata, ...(jobTemplate === undefined ? { spec } : { spec: jobTemplate.spec }) } as KubernetesObject;
}

function camelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCase);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (FREE.has(key)) return [camel(key), inner];
      const list = LISTS[key];
      const converted = camelCase(inner);
      return list === undefined ? [camel(key), converted] : [list, Array.isArray(converted) ? converted : [converted]];
    }),
  );
}

function camel(key: string): string {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
