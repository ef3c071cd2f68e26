export { ExternalSecrets } from "./external-secrets";
export { SecretStore, type SecretStoreProps } from "./secret-store";
export { type StoreProvider, storeProvider, storeSecrets } from "./store-provider";
export { externalSecretsValues } from "./values";
