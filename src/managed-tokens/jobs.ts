import type { ManagedTokensConfig } from "../config/schema/managed-tokens";

/** Executables of the service that run by the clock. */
export const EXECUTABLES = ["token-push", "refresh-uids-from-ferry"] as const;

export type Executable = (typeof EXECUTABLES)[number];

/** What is run, each with a file of its own: an executable by the clock, or token-push for a service that is new. */
export const RUNS = [...EXECUTABLES, "onboarding"] as const;

export type Run = (typeof RUNS)[number];

/** What the label `job` of the two is where the config says nothing else. */
export const JOB_NAMES: Readonly<Record<Executable, string>> = {
  "token-push": "managed_tokens",
  "refresh-uids-from-ferry": "managed_tokens_ferry",
};

/** What each executable writes into its file as the job's name: one push of the other's group would delete it. */
export function configuredJobs({
  prometheus: { jobname },
}: Pick<ManagedTokensConfig, "prometheus">): Readonly<Record<Executable, string>> {
  return { "token-push": jobname, "refresh-uids-from-ferry": `${jobname}_ferry` };
}

/** The label `job` of what each executable pushes: the program puts the environment behind it, but for production. */
export function pushedJobs(
  config: Pick<ManagedTokensConfig, "prometheus" | "devEnvironmentLabel">,
): Readonly<Record<Executable, string>> {
  const jobs = configuredJobs(config);
  const { devEnvironmentLabel: label } = config;
  if (label === "production") return jobs;
  return {
    "token-push": `${jobs["token-push"]}_${label}`,
    "refresh-uids-from-ferry": `${jobs["refresh-uids-from-ferry"]}_${label}`,
  };
}
