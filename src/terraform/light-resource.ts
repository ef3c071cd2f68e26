import { type ITerraformDependable, TerraformResource, type TerraformResourceLifecycle } from "cdktf";
import type { Construct } from "constructs";

export interface LightConfig {
  readonly dependsOn?: ITerraformDependable[];
  readonly lifecycle?: TerraformResourceLifecycle;
  readonly [argument: string]: unknown;
}

/** Maps whose keys are somebody's own words. */
const OWN_KEYS = new Set(["labels", "annotations", "matchLabels", "requests", "limits"]);

/**
 * A resource without its provider's bindings: those of a pod's template are thousands of lines, and take longer to load
 * than a whole client to synthesize. Terraform itself says what is wrong with its arguments, and our tests ask it.
 */
export function lightResource(
  type: string,
): new (
  scope: Construct,
  id: string,
  config: LightConfig,
) => TerraformResource {
  return class extends TerraformResource {
    private readonly written: Readonly<Record<string, unknown>>;

    constructor(scope: Construct, id: string, { dependsOn, lifecycle, ...config }: LightConfig) {
      super(scope, id, {
        terraformResourceType: type,
        ...(dependsOn === undefined ? {} : { dependsOn }),
        ...(lifecycle === undefined ? {} : { lifecycle }),
      });
      this.written = written(config) as Readonly<Record<string, unknown>>;
    }

    protected override synthesizeAttributes(): Record<string, unknown> {
      return { ...this.written };
    }
  };
}

/** Arguments as Terraform writes them: `backoff_limit` for `backoffLimit`. */
function written(value: unknown, ownKeys = false): unknown {
  if (Array.isArray(value)) return value.map((item) => written(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [ownKeys ? key : snakeCase(key), written(inner, OWN_KEYS.has(key))]),
  );
}

function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
