import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { PlainApp, synthesizePlainly } from "./app";
import { addBackend, type BackendProps } from "./backend";
import { type StackKind, stackName } from "./stack-name";

/** First release with ephemeral variables and write-only arguments. */
const REQUIRED_TERRAFORM = ">= 1.11.0";

export interface StackProps {
  /** Client that the stack belongs to: prefix of its name. */
  readonly client: string;
  /** What the stack holds. */
  readonly kind: StackKind;
  readonly backend: BackendProps;
}

/** One Terraform state, with an explicit backend and the versions it needs. */
export class Stack extends TerraformStack {
  constructor(scope: Construct, props: StackProps) {
    const name = stackName(props.client, props.kind);
    super(scope, name);
    this.addOverride("terraform.required_version", REQUIRED_TERRAFORM);
    addBackend(this, name, props.backend);
    if (scope instanceof PlainApp) synthesizePlainly(this);
  }
}
