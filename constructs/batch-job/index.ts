export { BatchJob, type BatchJobProps } from "./batch-job";
