import { Fn, TerraformResource, Token } from "cdktf";
import type { Construct } from "constructs";

/** The first of these values that Terraform finds neither null nor empty. */
export function firstKnown(...values: string[]): string {
  return Token.asString(Fn.coalesce(values));
}

/** An address for `replaceTriggeredBy`: the resource that names it is replaced when the value changes. */
export function changeOf(scope: Construct, id: string, value: string): string {
  const { terraformResourceType, friendlyUniqueId } = new Held(scope, id, value);
  return `${terraformResourceType}.${friendlyUniqueId}`;
}

/** `terraform_data`. CDKTF's own class runs `terraform version` at synth: slow, and it fails where there is none. */
class Held extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly value: string,
  ) {
    super(scope, id, { terraformResourceType: "terraform_data" });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { input: this.value };
  }
}
