import { defineRule } from "./rule";

/** A context is only used when later stacks reach the cluster by one. */
export const access = defineRule({
  needs: ["cluster"],
  check({ cluster }) {
    if (cluster.provider !== "digitalocean" || cluster.access.type === "context") return [];
    if (cluster.access.context === undefined) return [];
    return [
      {
        path: ["cluster", "access", "context"],
        message: `got "${cluster.access.context}", must be left out: access by ${cluster.access.type} uses no context`,
        fix: { cluster: { access: { type: "context", context: cluster.access.context } } },
      },
    ];
  },
});
