import type { SecretSource } from "../src/config";
import type { ManagedDatabaseConfig } from "../src/config/schema/identity-database";

/** Where the managed database answers, and the certificate of its authority: outputs of the cluster stack, and variables of the stack that connects to it. */
export const DATABASE_HOST = "KEYCLOAK_DATABASE_HOST";
export const DATABASE_AUTHORITY = "KEYCLOAK_DATABASE_CA";

/** Port of every PostgreSQL that DigitalOcean runs. */
export const DATABASE_PORT = 25060;

/** Its administrator. */
export const DATABASE_ADMIN = "doadmin";

/** A value that the cluster stack puts out under the name of the variable that asks for it. */
export interface HandedOver<T> {
  readonly variable: string;
  readonly secret: boolean;
  readonly value: T;
}

/** What the deploying job carries from the cluster stack to a later one. A Secret that is brought is no variable. */
export function handedOver<T>(
  { password, adminPassword }: ManagedDatabaseConfig,
  database: { readonly host: T; readonly authority: T; readonly password: T; readonly adminPassword: T },
): readonly HandedOver<T>[] {
  return [
    { variable: DATABASE_HOST, secret: false, value: database.host },
    { variable: DATABASE_AUTHORITY, secret: false, value: database.authority },
    ...fromEnvironment(password, database.password),
    ...fromEnvironment(adminPassword, database.adminPassword),
  ];
}

function fromEnvironment<T>(source: SecretSource, value: T): readonly HandedOver<T>[] {
  return "env" in source ? [{ variable: source.env, secret: true, value }] : [];
}
