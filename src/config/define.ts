import type { ClientInput } from "./schema";

/** A client's config in TypeScript: `export default defineClient({...})`, with types and completion. */
export function defineClient(input: ClientInput): ClientInput {
  return input;
}
