import { ref, TerraformElement, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";

/** First release of the provider with ephemeral passwords is 3.7.0. */
const PROVIDER = { source: "hashicorp/random", version: "3.7.2" };

/**
 * A random text that Terraform makes anew on every run and keeps nowhere: only what a write-only argument is sent lasts.
 * Letters and digits alone, so that it stands in an address and in a command as it is.
 */
export class EphemeralPassword extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    readonly length: number,
  ) {
    super(scope, id);
    TerraformStack.of(this).addOverride("terraform.required_providers.random", PROVIDER);
  }

  /** A reference to the text, for a write-only argument. */
  get result(): string {
    return Token.asString(ref(`ephemeral.random_password.${this.friendlyUniqueId}.result`, TerraformStack.of(this)));
  }

  override toTerraform(): Record<string, unknown> {
    return {
      ephemeral: { random_password: { [this.friendlyUniqueId]: { length: this.length, special: false } } },
    };
  }
}

/**
 * The value that all who name it hold alike, once per stack.
 *
 * @throws Error when two of them want it of another length.
 */
export function sharedPassword(scope: Construct, name: string, length: number): EphemeralPassword {
  const stack = TerraformStack.of(scope);
  const id = `generated-${name}`;
  const known = stack.node.tryFindChild(id);
  if (!(known instanceof EphemeralPassword)) return new EphemeralPassword(stack, id, length);
  if (known.length === length) return known;
  throw new Error(
    `${scope.node.path}: the value "${name}" is made with ${known.length} characters, asked for ${length}`,
  );
}
