import type { Construct } from "constructs";
import { type ImageSource, mirrored } from "../../src/charts";
import { IMAGES } from "../../src/images";
import { toAddress } from "../../src/network";
import { taskResources } from "../../src/sizing/tasks";
import { Component, type ComponentProps, configMap, type Dependable } from "../../src/terraform";
import { job } from "../../src/terraform/job";
import { podsCalled } from "../../src/terraform/pod";
import type { LogBucket } from "../loki";
import { rcloneKey, rcloneStore } from "../rclone-store";
import { digest, scripts } from "../script-files";

export interface BucketProbeProps extends ComponentProps {
  readonly namespace: string;
  /** Program whose bucket it is: the Job is called after it. */
  readonly program: string;
  readonly bucket: LogBucket;
  /** Registry that holds copies of the images, and the Secret to pull by. @default - each image's own registry */
  readonly images?: ImageSource | undefined;
}

const SCRIPT = "probe-bucket.sh";
const FOLDER = "/probe";

/** Three attempts, which wait for the network's policies to be there. */
const DEADLINE_SECONDS = 300;

/** Tries the bucket with the deployed key whenever either is another one: put, get, delete. */
export class BucketProbe extends Component {
  /** For what has to wait until the bucket is known to work. */
  readonly passed: Dependable;

  constructor(scope: Construct, id: string, props: BucketProbeProps) {
    super(scope, id, props);
    const { namespace, program, bucket, images = {} } = props;
    const app = `${program}-bucket-probe`;
    const files = scripts(__dirname, [SCRIPT]);
    const environment = environmentOf(bucket);
    const secrets = rcloneKey(bucket);
    // A Job cannot be changed: what it is made from is in its name.
    const name = `${app}-${digest([files, IMAGES.rclone, images, environment, secrets])}`;
    configMap(this, "files", { namespace, name, data: files });
    this.passed = job(this, "try", {
      namespace,
      name,
      app,
      pullSecret: images.pullSecret,
      image: mirrored(IMAGES.rclone, images.registry),
      command: ["/bin/sh", `${FOLDER}/${SCRIPT}`],
      environment,
      secrets,
      files: { configMap: name, folder: FOLDER },
      resources: taskResources("probe-bucket"),
      deadlineSeconds: DEADLINE_SECONDS,
    });
    this.connect(toAddress(podsCalled(namespace, app), bucket.endpoint));
  }
}

function environmentOf(bucket: LogBucket): Readonly<Record<string, string>> {
  return {
    BUCKET: bucket.name,
    ...rcloneStore(bucket),
    // Without them it would make the bucket, and ask about the object before and after it is put.
    RCLONE_CONFIG_STORE_NO_CHECK_BUCKET: "true",
    RCLONE_CONFIG_STORE_NO_HEAD: "true",
    RCLONE_CONTIMEOUT: "10s",
    RCLONE_TIMEOUT: "30s",
    RCLONE_LOW_LEVEL_RETRIES: "2",
    RCLONE_RETRIES: "1",
  };
}
