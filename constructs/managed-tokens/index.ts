export { ManagedTokens, type ManagedTokensProps } from "./managed-tokens";
export type { TokensSecrets } from "./run-pod";
export type { Told, ToldParts } from "./wires";
