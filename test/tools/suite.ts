import { describe, it } from "vitest";
import type { Requirement } from "./requirement";

/** A suite that runs where what it needs is here. Where it is not, it says what is missing and how to get it. */
export function suiteWith<T>(
  name: string,
  requirement: Requirement<T>,
  body: (value: T) => void | Promise<void>,
): void {
  describe(name, () => {
    if ("value" in requirement) return body(requirement.value);
    it("(the whole suite)", (context) => context.skip(requirement.missing));
  });
}
