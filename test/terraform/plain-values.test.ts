import { Fn, Lazy, TerraformStack, Testing, Token } from "cdktf";
import { resolve as engine } from "cdktf/lib/_tokens";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolvingPlainValues } from "../../src/terraform/plain-values";

const stack = new TerraformStack(Testing.app(), "stack");
const later = Lazy.anyValue({ produce: () => ({ made: ["late", undefined] }) });

/** What has to be resolved, and texts that look like it. */
const TOKENS = fc.constantFrom<unknown>(
  later,
  Token.asString(later),
  `a ${Token.asString("b")} c`,
  Token.asList(later),
  Token.asNumber(3),
  `${Token.asNumber(3)} GiB`,
  Token.asStringMap(later),
  { [Token.asString("key")]: 1 },
  Fn.join("-", ["a", Token.asString("b")]),
  "$" + "{var.name}",
  "1e5 and -1.5e+289 and e-2",
  "$" + "{TfToken[",
);

const TEXT = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom("$", "{", "}", '"', "\\", "\n", "%", "1", "e", "+", "-", ".", "a") }),
);

const VALUE = fc.letrec((again) => ({
  value: fc.oneof(
    { depthSize: "small" },
    TEXT,
    fc.double(),
    fc.boolean(),
    fc.constantFrom(undefined, null),
    TOKENS,
    fc.array(again("value")),
    fc.dictionary(TEXT, again("value")),
  ),
})).value;

describe("resolving of plain values", () => {
  it("gives what CDKTF gives", () => {
    fc.assert(
      fc.property(VALUE, (value) => {
        const [ours, theirs] = [resolvingPlainValues(engine), engine].map((resolve) => resolved(resolve, value));
        expect(ours).toStrictEqual(theirs);
      }),
      { numRuns: 2000 },
    );
  });

  it("asks CDKTF for nothing but what may hold a token", () => {
    const asked: unknown[] = [];
    const resolve = resolvingPlainValues((_, value) => {
      asked.push(value);
      return value;
    });
    const text = Token.asString(later);
    resolve(stack, { a: ["plain", 1, undefined, { b: null, c: text }], d: later });
    expect(asked).toEqual([text, later]);
  });
});

function resolved(resolve: typeof engine, value: unknown): unknown {
  try {
    return { value: resolve(stack, value) };
  } catch {
    return "refused";
  }
}
