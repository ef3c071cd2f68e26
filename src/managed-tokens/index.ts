export { configuredJobs, EXECUTABLES, type Executable, JOB_NAMES, pushedJobs, RUNS, type Run } from "./jobs";
export { type ManagedTokensScope, managedTokensScope } from "./scope";
export { servicesOf, type TokenService } from "./services";
