import type { Contract } from "../contract";
import type { ValueKeys } from "../value-tree";

/** A contract as the file holds it: one line for every service, workload, shape and top-level key, so that a diff reads. */
export function contractText(contract: Contract): string {
  const { chart, version, appVersion, services, workloads, shapes, values } = contract;
  const parts = [
    ...Object.entries({ chart, version, appVersion }).map(([key, value]) => `  "${key}": ${JSON.stringify(value)}`),
    `  "services": ${listText(services)}`,
    `  "workloads": ${listText(workloads)}`,
    `  "shapes": ${mapText(shapes)}`,
    `  "values": ${typeof values === "string" ? JSON.stringify(values) : mapText(values)}`,
  ];
  return `{\n${parts.join(",\n")}\n}\n`;
}

function listText(items: readonly unknown[]): string {
  return items.length === 0 ? "[]" : `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`;
}

function mapText(map: ValueKeys): string {
  const lines = Object.entries(map).map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n  }`;
}
