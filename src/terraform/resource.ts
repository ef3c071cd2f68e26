import type { Construct } from "constructs";
import { Component } from "./component";
import { escapeConfig } from "./escape";

/** Makes one resource or data source of a provider: transformed by its component's user, every text escaped. */
export function resource<C extends object, R>(
  Kind: new (scope: Construct, id: string, config: C) => R,
  scope: Construct,
  id: string,
  config: C,
): R {
  return new Kind(scope, id, escapeConfig(Component.of(scope)?.finish(id, config) ?? config));
}
