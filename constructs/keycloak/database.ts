import type { Construct } from "constructs";
import { Component, type Dependable, Release, type ReleasedProps, released } from "../../src/terraform";
import { DATABASE_NAME, type DatabaseValuesProps, databaseValues } from "./database-values";
import type { KeycloakDatabase } from "./values";

export interface InClusterDatabaseProps extends ReleasedProps, Omit<DatabaseValuesProps, "name"> {}

const NAME = "keycloak-database";
const PORT = 5432;

/** Of the 100 that PostgreSQL allows: the others are for backups and administrators. */
const CONNECTIONS = 90;

/** PostgreSQL on the cluster, for Keycloak alone. Its volume outlives the release. */
export class InClusterDatabase extends Component {
  /** What Keycloak connects to. */
  readonly connection: KeycloakDatabase;
  readonly ready: Dependable;

  constructor(scope: Construct, id: string, props: InClusterDatabaseProps) {
    super(scope, id, props);
    const release = new Release(this, "release", {
      ...released(props),
      chart: "postgres",
      name: NAME,
      values: databaseValues({ ...props, name: NAME }),
    });
    this.ready = release.ready;
    const { backend } = release.service("postgres", "postgresql");
    this.connection = {
      host: NAME,
      port: PORT,
      name: DATABASE_NAME,
      user: DATABASE_NAME,
      password: props.password,
      connections: CONNECTIONS,
      backend,
    };
  }
}
