import type { Construct } from "constructs";
import { type ImageSource, mirrored } from "../../src/charts";
import { IMAGES } from "../../src/images";
import { quantityBytes } from "../../src/quantity";
import { taskResources } from "../../src/sizing/tasks";
import { Component, type ComponentProps, type SecretRef, type ServiceEndpoint } from "../../src/terraform";
import { BatchJob } from "../batch-job";
import type { Datasource } from "../grafana/datasource";
import { rcloneKey, rcloneStore } from "../rclone-store";
import { scripts } from "../script-files";

export interface BucketSizeProps extends ComponentProps {
  readonly namespace: string;
  /** What its job is called after. */
  readonly name: string;
  readonly bucket: {
    readonly name: string;
    readonly region: string;
    readonly endpoint: string;
    /** Address the bucket by path. */
    readonly pathStyle: boolean;
    readonly accessKeyId: SecretRef;
    readonly secretAccessKey: SecretRef;
  };
  /** Size that it must not reach. @default - nobody is told */
  readonly largest?: string | undefined;
  /** Five fields of cron, UTC. */
  readonly schedule: string;
  /** Where it pushes: `Prometheus.push`. */
  readonly push: ServiceEndpoint;
  /** What its alerts ask: `Prometheus.datasource`. */
  readonly metrics: Datasource;
  /** Registry that holds copies of the images, and the Secret to pull by. @default - each image's own registry */
  readonly images?: ImageSource | undefined;
}

const SCRIPT = "push-bucket-size.sh";
const FOLDER = "/bucket-size";

/** A list of millions of objects takes minutes. */
const DEADLINE_SECONDS = 3600;

/** Lists a bucket by the clock and pushes its size; alerts tell when it could not. */
export class BucketSize extends Component {
  constructor(scope: Construct, id: string, props: BucketSizeProps) {
    super(scope, id, props);
    const { bucket, images = {} } = props;
    const name = `bucket-size-${props.name}`;
    new BatchJob(this, "job", {
      namespace: props.namespace,
      name,
      schedule: props.schedule,
      image: mirrored(IMAGES.rclone, images.registry),
      pullSecret: images.pullSecret,
      command: ["/bin/sh", `${FOLDER}/${SCRIPT}`],
      files: { folder: FOLDER, data: scripts(__dirname, [SCRIPT]) },
      environment: {
        PUSH_URL: `${props.push.url}/metrics/job/${name}`,
        BUCKET: bucket.name,
        ...(props.largest === undefined ? {} : { LARGEST: String(quantityBytes(props.largest)) }),
        HOME: "/tmp",
        ...rcloneStore(bucket),
      },
      secrets: rcloneKey(bucket),
      resources: taskResources("bucket-size"),
      push: props.push,
      metrics: props.metrics,
      calls: [bucket.endpoint],
      deadlineSeconds: DEADLINE_SECONDS,
    });
  }
}
