import { setAt } from "../set-at";
import { CONTAINERS, type ContainerSize } from "./container-table";
import { grown, type Size } from "./profiles";

/** Every container as a profile sizes it. */
export function containersOf(size: Size = "small"): readonly ContainerSize[] {
  return CONTAINERS.map((container) => ({ ...container, ...grown(container.chart, container.container, size) }));
}

/** The values that give every container of a chart its resources. */
export function sizedValues(chart: string, size?: Size): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const container of containersOf(size).filter((one) => one.chart === chart))
    setAt(values, container.path, resources(container));
  return values;
}

function resources(size: ContainerSize): Record<string, unknown> {
  return {
    requests: { cpu: `${size.cpu}m`, memory: `${size.memory}Mi` },
    limits: { memory: `${size.limit}Mi` },
  };
}
