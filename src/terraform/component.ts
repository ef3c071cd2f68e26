import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Wire } from "../network";

/** Changes the config of one resource just before it is made. */
export type Transform = (config: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** A resource that others can wait for. */
export type Dependable = ITerraformDependable;

export interface ComponentProps {
  /** What has to be there before any resource of this component. @default - nothing */
  readonly after?: readonly Dependable[];
  /**
   * The last word on any resource of this component, by the resource's id.
   *
   * @example { release: (config) => ({ ...config, timeout: 900 }) }
   * @default - resources are made as they are
   */
  readonly transform?: Readonly<Record<string, Transform>>;
}

/** A part of the platform: a construct whose resources can each be transformed by its user. */
export abstract class Component extends Construct {
  private readonly after: readonly Dependable[];
  private readonly transforms: Readonly<Record<string, Transform>>;
  private readonly resourceIds = new Set<string>();
  private readonly connections: Wire[] = [];

  constructor(scope: Construct, id: string, props: ComponentProps = {}) {
    super(scope, id);
    this.after = props.after ?? [];
    this.transforms = props.transform ?? {};
    this.node.addValidation({ validate: () => this.unusedTransforms() });
  }

  /** The traffic that this component needs: network policies are made from it. */
  get wires(): readonly Wire[] {
    return this.connections;
  }

  /** The component that a resource under this scope belongs to. */
  static of(scope: Construct): Component | undefined {
    return scope.node.scopes.reverse().find((parent) => parent instanceof Component);
  }

  /** The config of the resource `id` with what it waits for, and after its transform, if it has one. */
  finish<C extends object>(id: string, config: C): C {
    this.resourceIds.add(id);
    const waiting = this.after.length === 0 ? config : { dependsOn: [...this.after], ...config };
    const transform = this.transforms[id];
    return transform === undefined ? (waiting as C) : (transform(waiting as Readonly<Record<string, unknown>>) as C);
  }

  /** Says what traffic this component needs. */
  protected connect(...wires: readonly Wire[]): void {
    this.connections.push(...wires);
  }

  private unusedTransforms(): string[] {
    return Object.keys(this.transforms)
      .filter((id) => !this.resourceIds.has(id))
      .map(
        (id) =>
          `${this.node.path}: transform names "${id}", but its resources are ${[...this.resourceIds].sort().join(", ")}`,
      );
  }
}
