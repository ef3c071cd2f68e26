import type { Construct } from "constructs";
import { type ImageSource, mirrored } from "../../src/charts";
import { IMAGES } from "../../src/images";
import { toAddress, toHost } from "../../src/network";
import { taskResources } from "../../src/sizing/tasks";
import { Component, type ComponentProps, configMap, type SecretRef, wireTo } from "../../src/terraform";
import { cronJob } from "../../src/terraform/cron-job";
import { podsCalled } from "../../src/terraform/pod";
import { rcloneKey, rcloneStore } from "../rclone-store";
import { digest, scripts } from "../script-files";
import type { KeycloakDatabase } from "./values";

/** A bucket of an S3 store, and the key to it. */
export interface DumpStore {
  readonly bucket: string;
  /** Folder of the dumps: those of nobody else lie in it. */
  readonly folder: string;
  readonly region: string;
  readonly endpoint: string;
  /** Address the bucket by path. */
  readonly pathStyle: boolean;
  readonly accessKeyId: SecretRef;
  readonly secretAccessKey: SecretRef;
}

export interface KeycloakBackupProps extends ComponentProps {
  readonly namespace: string;
  /** Registry that holds copies of the images, and the Secret to pull by. @default - each image's own registry */
  readonly images?: ImageSource | undefined;
  readonly database: KeycloakDatabase;
  readonly store: DumpStore;
  /** Five fields of cron, UTC. */
  readonly schedule: string;
  /** Dumps that are kept. */
  readonly keep: number;
  /** Largest dump. */
  readonly largest: string;
}

const NAME = "keycloak-backup";
const DUMP = "dump-database.sh";
const STORE = "store-dump.sh";
const FOLDER = "/backup";
const WORKSPACE = "/workspace";

const DEADLINE_SECONDS = 3600;

/** Dumps of Keycloak's database, made by the clock and kept on object storage. A dump that is not whole is a failed Job. */
export class KeycloakBackup extends Component {
  constructor(scope: Construct, id: string, props: KeycloakBackupProps) {
    super(scope, id, props);
    const { namespace, database, store } = props;
    const files = scripts(__dirname, [DUMP, STORE]);
    const configMapName = `${NAME}-${digest(files)}`;
    configMap(this, "files", { namespace, name: configMapName, data: files });
    cronJob(this, NAME, {
      namespace,
      name: NAME,
      schedule: props.schedule,
      pullSecret: props.images?.pullSecret,
      deadlineSeconds: DEADLINE_SECONDS,
      files: { configMap: configMapName, folder: FOLDER },
      workspace: { folder: WORKSPACE, size: props.largest },
      steps: [
        {
          name: "dump",
          image: mirrored(IMAGES.postgres, props.images?.registry),
          command: ["/bin/sh", `${FOLDER}/${DUMP}`],
          environment: { ...connectionVariables(database), WORKSPACE },
          secrets: { PGPASSWORD: database.password },
          resources: taskResources("dump-database"),
        },
        {
          name: "store",
          image: mirrored(IMAGES.rclone, props.images?.registry),
          command: ["/bin/sh", `${FOLDER}/${STORE}`],
          environment: { ...storeVariables(store), KEEP: String(props.keep), WORKSPACE },
          secrets: rcloneKey(store),
          resources: taskResources("store-dump"),
        },
      ],
    });
    const pods = podsCalled(namespace, NAME);
    this.connect(
      toAddress(pods, store.endpoint),
      database.backend === undefined ? toHost(pods, database.host, database.port) : wireTo(pods, database.backend),
    );
  }
}

function connectionVariables({ host, port, name, user }: KeycloakDatabase): Readonly<Record<string, string>> {
  return { PGHOST: host, PGPORT: String(port), PGDATABASE: name, PGUSER: user, PGCONNECT_TIMEOUT: "10" };
}

function storeVariables(store: DumpStore): Readonly<Record<string, string>> {
  return {
    FOLDER: `${store.bucket}/${store.folder}`,
    HOME: "/tmp",
    ...rcloneStore(store),
    // The Job tries again itself: a store that is away must not take its time.
    RCLONE_CONTIMEOUT: "15s",
    RCLONE_LOW_LEVEL_RETRIES: "3",
    RCLONE_RETRIES: "2",
    // Its key may be one that can neither see nor make buckets.
    RCLONE_CONFIG_STORE_NO_CHECK_BUCKET: "true",
  };
}
