export { lossesOf, type StackJson } from "./losses";
