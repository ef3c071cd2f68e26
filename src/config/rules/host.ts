import { nest } from "../explain/path";
import { defineRule } from "./rule";

const PATH = ["grafana", "host"];

/** Certificate and DNS are of the domain, so every host lies under it. */
export const host = defineRule({
  needs: ["domain", "grafana"],
  check({ domain, grafana }) {
    if (grafana.host === domain || grafana.host.endsWith(`.${domain}`)) return [];
    const message = `got "${grafana.host}", must be a lower-case DNS name under "${domain}"`;
    return [{ path: PATH, message, fix: nest(PATH, `${grafana.host.split(".")[0]}.${domain}`) }];
  },
});
