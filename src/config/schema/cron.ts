import { z } from "zod";
import { cronProblem } from "../../cron";

/** A cron schedule of five fields, as Kubernetes takes it. */
export const cronSchedule = z.string().superRefine((text, context) => {
  const problem = cronProblem(text);
  if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
});
