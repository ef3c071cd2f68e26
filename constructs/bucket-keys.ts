import type { SecretRef } from "../src/secret-source";

/** The key of a bucket, by the Secrets that hold its halves. */
interface BucketKey {
  readonly accessKeyId: SecretRef;
  readonly secretAccessKey: SecretRef;
}

/** Variables of a container from which programs that speak S3 take their key. */
export function bucketKeys({ accessKeyId, secretAccessKey }: BucketKey) {
  return [fromSecret("AWS_ACCESS_KEY_ID", accessKeyId), fromSecret("AWS_SECRET_ACCESS_KEY", secretAccessKey)];
}

function fromSecret(name: string, ref: SecretRef) {
  return { name, valueFrom: { secretKeyRef: { name: ref.name, key: ref.key } } };
}
