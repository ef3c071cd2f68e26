import { nest } from "../explain/path";
import { defineRule } from "./rule";

/** To DigitalOcean, tags that differ in case are one: it keeps the first spelling, and Terraform would change it for ever. */
export const tagSpelling = defineRule({
  needs: ["client", "environment", "cluster"],
  check({ client, environment, cluster }) {
    if (cluster.provider !== "digitalocean") return [];
    const path = ["cluster", "tags"];
    const all = [client, environment, ...cluster.tags];
    return cluster.tags.flatMap((tag, index) => {
      const same = all.find((other) => other !== tag && other.toLowerCase() === tag.toLowerCase());
      if (same === undefined) return [];
      const message = `got "${tag}" beside "${same}", must differ in more than case`;
      return [
        {
          path: [...path, index],
          message,
          fix: nest(
            path,
            cluster.tags.filter((other) => other !== tag),
          ),
        },
      ];
    });
  },
});
