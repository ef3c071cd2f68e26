import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";

export interface OutputProps {
  /** What the deploying job asks for: `terraform output -raw NAME`. */
  readonly name: string;
  readonly value: string;
  /** It is printed to nobody who does not ask for it. The state holds it all the same. */
  readonly secret: boolean;
}

/** A value of a stack that its deploying job may read. */
export function output(scope: Construct, { name, value, secret }: OutputProps): void {
  const made = new TerraformOutput(scope, `output-${name}`, { value, sensitive: secret });
  made.overrideLogicalId(name);
}
