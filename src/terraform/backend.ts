import { LocalBackend, RemoteBackend, S3Backend, type TerraformStack } from "cdktf";

/** States as files beside the output folder. */
export interface LocalBackendProps {
  readonly type: "local";
  /** Folder of the state files, beside the output folder. */
  readonly directory: string;
}

/** States in a bucket of AWS S3 or a store that speaks its API. */
export interface S3BackendProps {
  readonly type: "s3";
  readonly bucket: string;
  readonly region: string;
  /** @default - AWS */
  readonly endpoint?: string | undefined;
  /** Prefix of the keys. */
  readonly prefix: string;
  /** Needs a store with conditional writes. */
  readonly lockFile: boolean;
}

/** States in HCP Terraform or a store that speaks its API. */
export interface RemoteBackendProps {
  readonly type: "remote";
  readonly hostname: string;
  readonly organization: string;
  /** Prefix of the workspace names. */
  readonly prefix: string;
}

export type BackendProps = LocalBackendProps | S3BackendProps | RemoteBackendProps;

/** What a store that is not AWS cannot answer. */
const NOT_AWS = {
  skipCredentialsValidation: true,
  skipMetadataApiCheck: true,
  skipRegionValidation: true,
  skipRequestingAccountId: true,
  skipS3Checksum: true,
};

/** Gives a stack its backend. Without one CDKTF would write the path of this machine into the output. */
export function addBackend(stack: TerraformStack, name: string, props: BackendProps): void {
  if (props.type === "local") {
    // Terraform runs in <output>/stacks/<stack>; the output folder is replaced whole, so states lie beside it.
    new LocalBackend(stack, { path: `../../../${props.directory}/${name}.tfstate` });
    return;
  }
  if (props.type === "remote") {
    new RemoteBackend(stack, {
      hostname: props.hostname,
      organization: props.organization,
      workspaces: { name: `${props.prefix}${name}` },
    });
    return;
  }
  new S3Backend(stack, {
    bucket: props.bucket,
    key: `${props.prefix}/${name}.tfstate`,
    region: props.region,
    ...(props.endpoint === undefined ? {} : { endpoints: { s3: props.endpoint }, ...NOT_AWS }),
  });
  if (props.lockFile) stack.addOverride("terraform.backend.s3.use_lockfile", true);
}
