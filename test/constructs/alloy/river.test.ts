import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expression, river } from "../../../constructs/alloy/river";

describe("river", () => {
  it("writes blocks, aligned attributes, lists, maps and expressions", () => {
    expect(
      river([
        {
          name: "a.b",
          label: "c",
          attributes: {
            one: 1,
            longer: ["x", "y"],
            pairs: { pairs: { k: "v" } },
            ref: expression("d.e.output"),
          },
          blocks: [{ name: "inner", attributes: { on: true } }, { name: "empty" }],
        },
      ]),
    ).toBe(
      [
        'a.b "c" {',
        "\tone    = 1",
        '\tlonger = ["x", "y"]',
        '\tpairs  = {"k" = "v"}',
        "\tref    = d.e.output",
        "",
        "\tinner {",
        "\t\ton = true",
        "\t}",
        "",
        "\tempty { }",
        "}",
        "",
      ].join("\n"),
    );
  });

  it("keeps a text one text, whatever it holds", () => {
    const one = (text: string) => river([{ name: "a", attributes: { text } }]).split("\n");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const line = one(text)[1] ?? "";
        return one(text).length === 4 && JSON.parse(line.replace("\ttext = ", "")) === text;
      }),
      { seed: 3 },
    );
  });

  it("writes no half of a character, which Go would refuse", () => {
    expect(river([{ name: "a", attributes: { text: "x\ud800y" } }])).toContain('"x\ufffdy"');
  });
});
