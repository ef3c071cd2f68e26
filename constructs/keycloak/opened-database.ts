import type { Construct } from "constructs";
import { type ImageSource, mirrored } from "../../src/charts";
import { IMAGES } from "../../src/images";
import { toHost } from "../../src/network";
import { taskResources } from "../../src/sizing/tasks";
import { Component, type ComponentProps, configMap, type Dependable, type SecretRef } from "../../src/terraform";
import { job } from "../../src/terraform/job";
import { podsCalled } from "../../src/terraform/pod";
import { digest, scripts } from "../script-files";
import { DATABASE_NAME } from "./database-values";
import type { KeycloakDatabase } from "./values";

export interface OpenedDatabaseProps extends ComponentProps {
  readonly namespace: string;
  /** Registry that holds copies of the images, and the Secret to pull by. @default - each image's own registry */
  readonly images?: ImageSource | undefined;
  /** May be known at plan only. */
  readonly host: string;
  readonly port: number;
  /** Administrator of the database. */
  readonly adminUser: string;
  readonly adminPassword: SecretRef;
  /** Password of Keycloak's user. */
  readonly password: SecretRef;
  /** Certificate of the authority that signs for the host, as PEM. */
  readonly authority: string;
  /** Connections that clients may have together. */
  readonly connections: number;
}

/** What the Job's pods are called. */
const APP = "keycloak-database-opener";
const SCRIPT = "open-database.sh";
const AUTHORITY = "ca.crt";
const FOLDER = "/database";
const DEADLINE_SECONDS = 300;

/** Connections that are left to administrators. */
const SPARE_CONNECTIONS = 2;

/** A PostgreSQL whose users may do nothing until its administrator says so: a Job says it for Keycloak's. */
export class OpenedDatabase extends Component {
  /** What Keycloak connects to. */
  readonly connection: KeycloakDatabase;
  readonly ready: Dependable;

  constructor(scope: Construct, id: string, props: OpenedDatabaseProps) {
    super(scope, id, props);
    const files = scripts(__dirname, [SCRIPT]);
    const name = `keycloak-database-${digest([files, props.images ?? {}, props.adminUser, props.adminPassword])}`;
    configMap(this, "files", {
      namespace: props.namespace,
      name,
      data: { ...files, [AUTHORITY]: props.authority },
    });
    this.ready = job(this, "open", {
      namespace: props.namespace,
      name,
      app: APP,
      pullSecret: props.images?.pullSecret,
      image: mirrored(IMAGES.postgres, props.images?.registry),
      command: ["/bin/sh", `${FOLDER}/${SCRIPT}`],
      environment: {
        PGHOST: props.host,
        PGPORT: String(props.port),
        PGDATABASE: DATABASE_NAME,
        PGUSER: props.adminUser,
        PGSSLMODE: "verify-full",
        PGSSLROOTCERT: `${FOLDER}/${AUTHORITY}`,
        PGCONNECT_TIMEOUT: "10",
        KEYCLOAK_USER: DATABASE_NAME,
      },
      secrets: { PGPASSWORD: props.adminPassword },
      files: { configMap: name, folder: FOLDER },
      resources: taskResources("open-database"),
      deadlineSeconds: DEADLINE_SECONDS,
    });
    this.connect(toHost(podsCalled(props.namespace, APP), props.host, props.port));
    this.connection = {
      host: props.host,
      port: props.port,
      name: DATABASE_NAME,
      user: DATABASE_NAME,
      password: props.password,
      tls: "verify-full",
      authority: { configMap: name, key: AUTHORITY },
      connections: props.connections - SPARE_CONNECTIONS,
    };
  }
}
