import type { Construct } from "constructs";
import { Component, type ComponentProps, changeOf, resource } from "../../src/terraform";
import { SpacesBucket } from "../../src/terraform/digitalocean";

export interface BucketProps extends ComponentProps {
  readonly name: string;
  readonly region: string;
  /** @default false */
  readonly versioning?: boolean;
  /** Age at which objects are deleted, in days. @default - never */
  readonly expireAfterDays?: number | undefined;
  /** Age at which old versions are deleted, in days. @default - never */
  readonly expireOldVersionsAfterDays?: number | undefined;
  /** Age at which unfinished uploads are dropped, in days. @default 1 */
  readonly abortUploadsAfterDays?: number;
  /** Let a destroy delete the objects, too; not while the bucket is protected. @default false */
  readonly forceDestroy?: boolean;
  /** Refuse a plan that would destroy or replace the bucket, and leave its objects when its block is taken out. @default true */
  readonly deletionProtection?: boolean;
}

/** A private Spaces bucket. */
export class Bucket extends Component {
  /** Uniform resource name, for projects. */
  readonly urn: string;

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id, props);
    // The provider plans a rename in place, reports success and makes no bucket: a new name must be a new bucket.
    const rename = changeOf(this, "name", props.name);
    const deletionProtection = props.deletionProtection ?? true;
    const bucket = resource(SpacesBucket, this, "bucket", {
      name: props.name,
      region: props.region,
      acl: "private",
      // Terraform forgets `preventDestroy` with the block: then only objects keep a bucket from being deleted.
      forceDestroy: (props.forceDestroy ?? false) && !deletionProtection,
      ...(props.versioning ? { versioning: { enabled: true } } : {}),
      lifecycleRule: [expiry(props)],
      lifecycle: { preventDestroy: deletionProtection, replaceTriggeredBy: [rename] },
    });
    this.urn = bucket.urn;
  }
}

function expiry(props: BucketProps) {
  return {
    id: "expiry",
    enabled: true,
    abortIncompleteMultipartUploadDays: props.abortUploadsAfterDays ?? 1,
    ...(props.expireAfterDays === undefined ? {} : { expiration: { days: props.expireAfterDays } }),
    ...(props.expireOldVersionsAfterDays === undefined
      ? {}
      : { noncurrentVersionExpiration: { days: props.expireOldVersionsAfterDays } }),
  };
}
