import { TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";

/** A value of the deploying job's environment (`TF_VAR_<name>`) that reaches neither plan nor state. One per stack and name. */
export function ephemeralVariable(scope: Construct, name: string): TerraformVariable {
  const stack = TerraformStack.of(scope);
  const id = `env-${name}`;
  const existing = stack.node.tryFindChild(id);
  if (existing instanceof TerraformVariable) return existing;
  const variable = new TerraformVariable(stack, id, {
    type: "string",
    sensitive: true,
    nullable: false,
    description: `Secret of the deploying job: export TF_VAR_${name}`,
  });
  variable.overrideLogicalId(name);
  variable.addOverride("ephemeral", true);
  return variable;
}

export interface PlainVariableProps {
  readonly name: string;
  readonly description: string;
  /** What its value begins with: a plan without it fails, and names it. */
  readonly startsWith: string;
}

/** A value of the deploying job's environment (`TF_VAR_<name>`) that is no secret: a plan shows when it changes. */
export function plainVariable(scope: Construct, { name, description, startsWith }: PlainVariableProps): string {
  const variable = new TerraformVariable(TerraformStack.of(scope), `env-${name}`, {
    type: "string",
    nullable: false,
    description: `${description}: export TF_VAR_${name}`,
    validation: [
      {
        condition: `\${startswith(var.${name}, "${startsWith}")}`,
        errorMessage: `TF_VAR_${name} must begin with "${startsWith}".`,
      },
    ],
  });
  variable.overrideLogicalId(name);
  return variable.stringValue;
}
