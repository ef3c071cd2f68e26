import { describe, expect, it } from "vitest";
import { filled, isTemplateFault, readGoTemplate } from "../src/go-template";

function fill(text: string): string {
  const read = readGoTemplate(text, ["Account", "Role"]);
  return isTemplateFault(read) ? `${read.fault} at ${read.at}` : filled(read, { Account: "dunepro", Role: "x" });
}

describe("a Go template", () => {
  it.each([
    ["{{.Account}}/tokens@EXAMPLE.ORG", "dunepro/tokens@EXAMPLE.ORG"],
    ["/tmp/{{ .Role }}_{{.Account}}", "/tmp/x_dunepro"],
    ["a  {{- .Role -}}  b", "axb"],
    ["no field }}", "no field }}"],
    ["", ""],
  ])("%s gives %s", (text, result) => {
    expect(fill(text)).toBe(result);
  });

  it.each([
    ["{{.Account", "a {{ without its }} at 1"],
    ["x{{.account}}", "the unknown field .account at 2"],
    ["{{Account}}", "an action that is no plain field at 1"],
    ["{{.Account | html}}", "an action that is no plain field at 1"],
    ["{{}}", "an action that is no plain field at 1"],
    ["{{-.Role}}", "an action that is no plain field at 1"],
  ])("%s is refused", (text, fault) => {
    expect(fill(text)).toBe(fault);
  });
});
