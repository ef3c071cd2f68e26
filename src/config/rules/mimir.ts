import { durationSeconds, quantityBytes } from "../../quantity";
import { mimirPods, mimirSeries } from "../../sizing/mimir";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import { NEWEST_MINOR } from "../kubernetes-versions";
import type { ClientConfig } from "../schema";
import { titleOf, uidOf } from "../schema/datasources";
import { sharedNodes } from "./nodes";
import { defineRule } from "./rule";
import { roomForARequest } from "./scrape";

const HOUR = 3600;
const DAY = 86_400;
const GIBIBYTE = 2 ** 30;

/** Bytes that a series takes on an ingester's volume: Mimir's documentation says 5 GB for 300,000. */
const SERIES_BYTES = 5e9 / 300_000;

/** The oldest minor version that the pinned chart admits: its `kubeVersion` is ^1.32.0-0. */
const OLDEST_MINOR = 32;

/** What is kept for longer must not be gone sooner. */
export const mimirRetention = defineRule({
  needs: ["mimir", "prometheus"],
  check({ mimir, prometheus }): Finding[] {
    if (mimir === undefined) return [];
    const path = ["mimir", "retention"];
    const [seconds, others] = [durationSeconds(mimir.retention), durationSeconds(prometheus.retention)];
    if (seconds % HOUR !== 0) {
      const hours = `${Math.ceil(seconds / HOUR)}h`;
      return [
        { path, message: `got "${mimir.retention}", must be whole hours, such as ${hours}`, fix: nest(path, hours) },
      ];
    }
    if (seconds < DAY)
      return [
        { path, message: `got "${mimir.retention}", must be at least 24h, its longest block`, fix: nest(path, "365d") },
      ];
    if (seconds >= others) return [];
    const message = `got "${mimir.retention}", must be at least prometheus.retention (${prometheus.retention}): Prometheus would know more than the store behind it`;
    return [{ path, message, fix: nest(path, prometheus.retention) }];
  },
});

/** Copies stand on different nodes, or a node takes all of them with it. */
export const mimirReplicas = defineRule({
  needs: ["mimir", "cluster"],
  check({ mimir, cluster }): Finding[] {
    if (mimir === undefined) return [];
    const { replicationFactor } = mimir;
    const { ingester } = mimirPods(replicationFactor, mimir.replicas);
    const path = ["mimir", "replicas", "ingester"];
    if (ingester < replicationFactor) {
      const message = `got ${ingester}, must be at least replicationFactor, ${replicationFactor}: each copy is kept by another one`;
      return [{ path, message, fix: nest(path, replicationFactor) }];
    }
    const nodes = sharedNodes(cluster);
    if (nodes >= ingester) return [];
    const asked = mimir.replicas.ingester === undefined ? ["mimir", "replicationFactor"] : path;
    const got = mimir.replicas.ingester === undefined ? `${replicationFactor}` : `${ingester} ingesters`;
    const message = `got ${got} on ${nodes} nodes at most, must have ${ingester}: no two ingesters share a node, and tainted nodes take none`;
    return [{ path: asked, message, fix: nest(["mimir", "replicationFactor"], 1) }];
  },
});

/** An ingester whose volume is full takes nothing more. */
export const mimirVolume = defineRule({
  needs: ["mimir", "size"],
  check({ mimir, size }): Finding[] {
    if (mimir === undefined) return [];
    const needed = Math.ceil((mimirSeries(size, { ingester: 1 }, 1) * SERIES_BYTES) / GIBIBYTE);
    if (quantityBytes(mimir.volume) >= needed * GIBIBYTE) return [];
    const path = ["mimir", "volume"];
    const message = `got "${mimir.volume}", must be at least ${needed}Gi: an ingester of size ${size} keeps hours of its series there`;
    return [{ path, message, fix: nest(path, `${needed}Gi`) }];
  },
});

/** A limit far beyond what ingesters are made for guards them from nothing. */
export const mimirLimits = defineRule({
  needs: ["mimir", "size"],
  check({ mimir, size }): Finding[] {
    if (mimir?.limits.series === undefined) return [];
    const { replicationFactor, limits } = mimir;
    const pods = mimirPods(replicationFactor, mimir.replicas);
    const carried = mimirSeries(size, pods, replicationFactor);
    const most = carried * 2;
    if (mimir.limits.series <= most) return [];
    const needed = Math.ceil((pods.ingester * mimir.limits.series) / most);
    const made = `${pods.ingester} of size ${size}, copies: ${replicationFactor}`;
    const message = `got ${limits.series}, more than twice what its ingesters (${made}) are made for, ${carried}: they would run out of memory before anything is refused`;
    const fix = nest(["mimir", "replicas", "ingester"], needed);
    return [{ path: ["mimir", "limits", "series"], message, fix, severity: "warning" }];
  },
});

/** Mimir takes every folder at the top of its bucket for a tenant. */
export const mimirBucket = defineRule({
  needs: ["mimir", "loki", "tracing", "identity", "backend"],
  check({ mimir, loki, tracing, identity, backend }): Finding[] {
    if (mimir === undefined) return [];
    const others = [
      { bucket: loki.bucket, holds: "the logs" },
      { bucket: tracing?.bucket, holds: "the traces" },
      { bucket: dumpsOf(identity), holds: "dumps of Keycloak's database" },
      { bucket: backend.type === "s3" ? backend.bucket : undefined, holds: "the states of Terraform" },
    ];
    const other = others.find(({ bucket }) => bucket === mimir.bucket);
    if (other === undefined) return [];
    const path = ["mimir", "bucket"];
    const message = `got "${mimir.bucket}", which holds ${other.holds}; must be a bucket of its own: Mimir takes every folder of it for a tenant`;
    return [{ path, message, fix: nest(path, `${mimir.bucket}-metrics`.slice(-63).replace(/^-+/, "")) }];
  },
});

function dumpsOf(identity: ClientConfig["identity"]): string | undefined {
  const database = identity?.provider === "keycloak" ? identity.database : undefined;
  return database?.type === "in-cluster" ? database.backup?.bucket : undefined;
}

/** Mimir expands variables in its configuration, and its chart reads it as a template: neither has a way to write them plainly. */
export const mimirStore = defineRule({
  needs: ["mimir"],
  check({ mimir }): Finding[] {
    return (["region", "endpoint"] as const).flatMap((key) =>
      /\$|\{\{/.test(mimir?.[key] ?? "")
        ? [{ path: ["mimir", key], message: `got "${mimir?.[key]}", must have neither $ nor {{ in it` }]
        : [],
    );
  },
});

/** Names that are its own where there is one. */
export const mimirNames = defineRule({
  needs: ["mimir", "prometheus", "grafana"],
  check({ mimir, prometheus, grafana }): Finding[] {
    if (mimir === undefined) return [];
    const all = Object.entries(grafana.datasources);
    const taken = (what: string) => `got the ${what}, which the platform's own Mimir has; must be one of its own`;
    const otherDefault = all.find(([, one]) => one.default)?.[0];
    return [
      ...prometheus.remoteWrite.flatMap(({ name }, index) =>
        name === "mimir"
          ? [{ path: ["prometheus", "remoteWrite", index, "name"], message: taken('name "mimir"') }]
          : [],
      ),
      ...all.flatMap(([key, one]) => {
        const path = ["grafana", "datasources", key];
        if (uidOf(key, one) === "mimir") return [{ path, at: "key" as const, message: taken('uid "mimir"') }];
        return titleOf(key, one) === "Mimir" ? [{ path, at: "key" as const, message: taken('title "Mimir"') }] : [];
      }),
      ...(mimir.default && otherDefault !== undefined
        ? [
            {
              path: ["mimir", "default"],
              message: `got true, but grafana.datasources.${otherDefault} is the default already; must be one datasource only`,
              fix: nest(["mimir", "default"], false),
            },
          ]
        : []),
      ...roomForARequest(["mimir"], mimir),
    ];
  },
});

/** Its chart refuses what is older. */
export const mimirKubernetes = defineRule({
  needs: ["mimir", "cluster"],
  check({ mimir, cluster }): Finding[] {
    if (mimir === undefined || cluster.provider !== "digitalocean") return [];
    const [, minor] = /^1\.(\d+)$/.exec(cluster.version) ?? [];
    if (minor === undefined || Number(minor) >= OLDEST_MINOR) return [];
    const path = ["cluster", "version"];
    const message = `got "${cluster.version}", must be at least "1.${OLDEST_MINOR}" beside mimir: its chart admits nothing older`;
    return [{ path, message, fix: nest(path, NEWEST_MINOR) }];
  },
});
