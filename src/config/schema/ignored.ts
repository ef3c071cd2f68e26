import { z } from "zod";

/** A rule that is left aside where it is wrong, with the reason. */
export function ignored<T extends z.core.$ZodLooseShape>(narrowed: T) {
  return z.strictObject({
    rule: z
      .string()
      .meta({ description: "Name of the rule; docs/rules.md lists them.", examples: ["panel-units-rule"] }),
    ...narrowed,
    reason: z
      .string()
      .min(1)
      .meta({ description: "Why the rule is wrong here.", examples: ["The score has no unit."] }),
  });
}
