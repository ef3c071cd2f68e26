export { configuredJobs, EXECUTABLES, type Executable, JOB_NAMES, pushedJobs } from "./jobs";
export { servicesOf, type TokenService } from "./services";
