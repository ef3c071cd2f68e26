import type { Markers } from "../../../scripts/apply/markers";

interface State {
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly instances: readonly { readonly attributes: unknown }[];
  }[];
}

/** Where a state holds a secret of DigitalOcean: `digitalocean_kubernetes_cluster.kube_config.token`. */
export function secretsIn(state: string, markers: Markers): readonly string[] {
  const { resources } = JSON.parse(state) as State;
  const found = resources.flatMap(({ type, instances }) =>
    instances.flatMap(({ attributes }) => pathsOf(attributes, type, markers)),
  );
  return [...new Set(found)].sort();
}

function pathsOf(value: unknown, path: string, markers: Markers): readonly string[] {
  if (typeof value === "string") return markers.in(value).length > 0 ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((item) => pathsOf(item, path, markers));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => pathsOf(item, `${path}.${key}`, markers));
}
