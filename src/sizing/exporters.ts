import { containersOf } from "./containers";

/** What the sizes of an exporter stand under: it comes with no chart. */
export function exporterSize(type: string): string {
  return `exporter-${type}`;
}

/** Resources of an exporter, as its container has them. */
export function exporterResources(type: string) {
  const size = containersOf().find(({ chart }) => chart === exporterSize(type));
  if (size === undefined) throw new Error(`no size is known of an exporter of ${type}`);
  return { cpu: `${size.cpu}m`, memory: `${size.memory}Mi`, memoryLimit: `${size.limit}Mi` };
}
