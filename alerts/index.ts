import type { AlertGroup } from "../src/alert";
import { monitoring } from "./monitoring";
import { nodes } from "./nodes";
import { workloads } from "./workloads";

/** Every shipped group of alerts. */
export const alertGroups: readonly AlertGroup[] = [nodes, workloads, monitoring];
