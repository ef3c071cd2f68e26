import { durationSeconds, quantityBytes } from "../../quantity";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import { sharedNodes } from "./nodes";
import { defineRule } from "./rule";

const HOUR = 3600;
const DAY = 86_400;

/** Many pods share no volume, and do not share a node either. */
export const lokiProfile = defineRule({
  needs: ["cluster", "loki"],
  check({ cluster, loki }, written) {
    if (loki.profile === "single") return written("loki", "replicas") ? [replicasOfOne()] : [];
    const { write, read, backend } = loki.replicas;
    const needed = Math.max(write, read, backend);
    const nodes = sharedNodes(cluster);
    return [...(loki.bucket === undefined ? [noBucket()] : []), ...(nodes < needed ? [fewNodes(nodes, needed)] : [])];
  },
});

/** Loki evaluates alerts over logs where Prometheus evaluates the others; Grafana asks it for what it needs. */
export const lokiRuler = defineRule({
  needs: ["alerts", "loki"],
  check({ alerts }, written): Finding[] {
    if (alerts.engine === "prometheus" || !written("loki", "ruler")) return [];
    const message = `got a ruler with alerts.engine ${alerts.engine}, which evaluates alerts over logs itself: nothing reads these keys`;
    return [{ path: ["loki", "ruler"], at: "key", message, severity: "warning" }];
  },
});

function noBucket(): Finding {
  return {
    path: ["loki", "profile"],
    message: 'got "scalable" without a bucket, must stand beside loki.bucket: its pods share no volume',
    fix: nest(["loki"], { profile: "scalable", bucket: "zai-logs" }),
  };
}

function replicasOfOne(): Finding {
  return {
    path: ["loki", "replicas"],
    at: "key",
    message: 'got replicas with profile "single", which is one pod; must stand beside profile: scalable',
    fix: nest(["loki", "profile"], "scalable"),
  };
}

function fewNodes(nodes: number, needed: number): Finding {
  const message = `got "scalable" on ${nodes} nodes at most, must have ${needed}: no two pods of a kind share a node`;
  return { path: ["loki", "profile"], message, fix: nest(["loki", "profile"], "single") };
}

/** The compactor deletes by the hour, and refuses less than a day. */
export const lokiRetention = defineRule({
  needs: ["loki"],
  check({ loki }) {
    return [
      ...retentionFault(["loki", "retention"], loki.retention),
      ...loki.retentionByStream.flatMap(({ retention }, index) =>
        retentionFault(["loki", "retentionByStream", index, "retention"], retention),
      ),
    ];
  },
});

function retentionFault(path: Finding["path"], retention: string): Finding[] {
  const seconds = durationSeconds(retention);
  if (seconds < DAY) return [{ path, message: `got "${retention}", must be at least 24h`, fix: nest(path, "24h") }];
  if (seconds % HOUR === 0) return [];
  const hours = Math.ceil(seconds / HOUR);
  return [
    { path, message: `got "${retention}", must be whole hours, such as ${hours}h`, fix: nest(path, `${hours}h`) },
  ];
}

/** A push that is larger than what may come at once is refused for ever. */
export const lokiLimits = defineRule({
  needs: ["loki", "alloy"],
  check({ loki: { limits }, alloy }) {
    return (["ingestionBurst", "streamBurst"] as const)
      .filter((key) => quantityBytes(limits[key]) < quantityBytes(alloy.push.batchSize))
      .map((key) => ({
        path: ["loki", "limits", key],
        message: `got "${limits[key]}", must be at least alloy.push.batchSize (${alloy.push.batchSize})`,
        fix: nest(["loki", "limits", key], alloy.push.batchSize),
      }));
  },
});
