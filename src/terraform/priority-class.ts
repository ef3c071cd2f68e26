import type { Construct } from "constructs";
import { LABELS } from "./labels";
import { lightResource } from "./light-resource";
import { resource } from "./resource";

const PriorityClass = lightResource("kubernetes_priority_class_v1");

export interface PriorityClassProps {
  /** Of the whole cluster. */
  readonly name: string;
  /** Pods without a class have 0, those of Kubernetes itself two billion. */
  readonly value: number;
  /** Which pods have it, and why. */
  readonly description: string;
}

/** Pods that take the place of those that matter less. */
export function priorityClass(scope: Construct, id: string, { name, value, description }: PriorityClassProps): void {
  resource(PriorityClass, scope, id, { metadata: { name, labels: LABELS }, value, description });
}
