import { nest } from "../explain/path";
import { endOfLife, NEWEST_MINOR } from "../kubernetes-versions";
import { defineRule } from "./rule";

/** One of the two upgrades the cluster: past a version that Terraform holds, the next plan would replace it. */
export const upgradePath = defineRule({
  needs: ["cluster"],
  check({ cluster }, written) {
    if (cluster.provider !== "digitalocean" || cluster.versionDrift !== "follow" || !cluster.autoUpgrade) return [];
    const message = `${written("cluster", "autoUpgrade") ? "got true" : "got true by default"} beside versionDrift: follow, must be false: an upgrade by DigitalOcean would make the next plan replace the cluster`;
    const path = ["cluster", written("cluster", "autoUpgrade") ? "autoUpgrade" : "versionDrift"];
    return [{ path, message, fix: { cluster: { versionDrift: "follow", autoUpgrade: false } } }];
  },
});

/** A version without fixes is worth a warning: DigitalOcean may still offer it for a while. */
export const endOfLifeVersion = defineRule({
  needs: ["cluster"],
  check({ cluster }) {
    const ended = cluster.provider === "digitalocean" ? endOfLife(cluster.version) : undefined;
    if (cluster.provider !== "digitalocean" || ended === undefined) return [];
    const path = ["cluster", "version"];
    const message = `got "${cluster.version}", which got its last fixes ${ended}, must soon be a newer one, such as "${NEWEST_MINOR}"`;
    return [{ path, message, fix: nest(path, NEWEST_MINOR), severity: "warning" }];
  },
});
