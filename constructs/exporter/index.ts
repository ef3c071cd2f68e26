export { Exporter, type ExporterProps } from "./exporter";
export type { Exported } from "./programs";
export { type ExporterTarget, type RabbitmqNodes, rabbitmqTargets, targetWire } from "./target";
