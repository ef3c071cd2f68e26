/** What a stack holds, in the order in which stacks are applied. */
export type StackKind = "cluster" | "platform" | "observability" | "tokens";

/** Name of a stack, of its folder in the output, and of its state. */
export function stackName(client: string, kind: StackKind): string {
  return `${client}-${kind}`;
}
