export { BucketSize, type BucketSizeProps } from "./bucket-size";
