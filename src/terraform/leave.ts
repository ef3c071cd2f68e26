import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/**
 * Has the state let go of a resource that is not in the stack any more, and leave the thing itself alone: without its
 * block, `preventDestroy` would be gone as well.
 */
export function leaveAlone(scope: Construct, address: string): void {
  TerraformStack.of(scope).addOverride("removed", [{ from: address, lifecycle: { destroy: false } }]);
}
