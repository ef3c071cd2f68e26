import { sizedValues } from "../../src/sizing/containers";
import type { Size } from "../../src/sizing/profiles";
import type { SecretRef } from "../../src/terraform";

export interface DatabaseValuesProps {
  /** What containers ask for. @default small */
  readonly size?: Size | undefined;
  /** Name of every object of the release, and host of the database. */
  readonly name: string;
  readonly volume: string;
  /** Password of the user that Keycloak is. */
  readonly password: SecretRef;
  /** Password of the superuser. */
  readonly adminPassword: SecretRef;
  /** @default - the cluster's default class */
  readonly storageClass?: string | undefined;
}

/** Name of the database and of its user, who is no superuser. */
export const DATABASE_NAME = "keycloak";

/** Helm values of a PostgreSQL for Keycloak alone. */
export function databaseValues(props: DatabaseValuesProps): Record<string, unknown> {
  return {
    ...sizedValues("postgres", props.size),
    fullnameOverride: props.name,
    auth: {
      existingSecret: props.adminPassword.name,
      secretKeys: { adminPasswordKey: props.adminPassword.key },
    },
    customUser: {
      name: DATABASE_NAME,
      database: DATABASE_NAME,
      existingSecret: props.password.name,
      // Without a key the chart takes the name that stands above.
      secretKeys: { name: "", database: "", password: props.password.key },
    },
    persistence: {
      enabled: true,
      size: props.volume,
      ...(props.storageClass === undefined ? {} : { storageClass: props.storageClass }),
    },
    podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
    serviceAccount: { automountServiceAccountToken: false },
    global: { enableServiceLinks: false },
  };
}
