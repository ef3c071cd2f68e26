export { configuredJobs, EXECUTABLES, type Executable, JOB_NAMES, pushedJobs, RUNS, type Run } from "./jobs";
export { servicesOf, type TokenService } from "./services";
