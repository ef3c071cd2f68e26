import { describe, expect, it } from "vitest";
import { JOB_NAMES, pushedJobs } from "../../src/managed-tokens";
import { tokensConfig } from "./section";

describe("the label job of what is pushed", () => {
  it("is another one for each executable", () => {
    expect(pushedJobs(tokensConfig())).toEqual(JOB_NAMES);
    expect(new Set(Object.values(JOB_NAMES)).size).toBe(2);
  });

  it("has the environment behind it, but for production", () => {
    const jobs = pushedJobs(tokensConfig({ devEnvironmentLabel: "staging", prometheus: { jobname: "tokens" } }));
    expect(jobs).toEqual({ "token-push": "tokens_staging", "refresh-uids-from-ferry": "tokens_ferry_staging" });
  });
});
