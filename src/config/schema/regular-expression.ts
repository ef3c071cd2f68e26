import { z } from "zod";
import { isFault, readRe2 } from "../../regex/re2";

/** A regular expression of Go. */
export const regularExpression = z
  .string()
  .min(1)
  .superRefine((pattern, context) => {
    const read = readRe2(pattern);
    if (!isFault(read)) return;
    const message = `must be an RE2 regular expression, and has ${read.fault} (character ${read.at})`;
    context.addIssue({ code: "custom", message });
  });
