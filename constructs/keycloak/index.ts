export { type DumpStore, KeycloakBackup, type KeycloakBackupProps } from "./backup";
export { InClusterDatabase, type InClusterDatabaseProps } from "./database";
export { type DatabaseValuesProps, databaseValues } from "./database-values";
export { Keycloak, type KeycloakProps } from "./keycloak";
export { OpenedDatabase, type OpenedDatabaseProps } from "./opened-database";
export { keycloakProvider } from "./provider";
export { KeycloakRealm, type KeycloakRealmProps } from "./realm";
export { TeamSync, type TeamSyncProps } from "./team-sync";
export { ADMIN_USER, type KeycloakDatabase, type KeycloakValuesProps, keycloakValues } from "./values";
