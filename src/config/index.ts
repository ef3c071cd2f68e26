export { defineClient } from "./define";
export { type ConfigSource, type LoadedClient, loadClient } from "./load";
export { parseClient } from "./parse";
export type { ClientConfig, ClientInput } from "./schema";
export type { SecretSource } from "./schema/common";
export type { LoadOptions } from "./source/load-file";
