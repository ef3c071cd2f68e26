export { BucketProbe, type BucketProbeProps } from "./bucket-probe";
