import { defineAlert, defineAlertGroup, fires, silent } from "../../src/alert";
import { defineSignal, promql } from "../../src/dashboard";
import { EXPORTERS_DASHBOARD } from "./dashboard";

const SERVER = 'job="exporters",exporter="sessions",instance="redis1:6379"';

/** 1 while the server answers its exporter. */
export const redisUp = defineSignal({ expr: promql`min by (exporter, instance) (redis_up)`, unit: "none" });

/** Share of the memory that it may take; a server without a bound says 0 and is left out. */
export const redisMemory = defineSignal({
  expr: promql`
    max by (exporter, instance) (redis_memory_used_bytes)
    / on (exporter, instance) (max by (exporter, instance) (redis_memory_max_bytes) > 0)`,
  unit: "percentunit",
  min: 0,
});

/** 1 while a replica is in touch with its master. */
export const redisMasterLink = defineSignal({
  expr: promql`min by (exporter, instance) (redis_master_link_up)`,
  unit: "none",
});

/** Connections that were refused because there were too many. */
export const redisRejected = defineSignal({
  expr: promql`sum by (exporter, instance) (increase(redis_rejected_connections_total[15m]))`,
  unit: "short",
  min: 0,
});

export const redisDown = defineAlert({
  name: "RedisDown",
  signal: redisUp,
  below: 1,
  for: "5m",
  severity: "critical",
  summary: "Redis {{ $labels.exporter }} at {{ $labels.instance }} does not answer its exporter",
  description: "For 5 minutes it could not be asked: it is down, loads its data, or refuses the exporter's password.",
  runbook: `
1. \`kubectl -n observability logs deploy/exporter-NAME\`: the error of the server stands there.
2. \`connection refused\`, \`i/o timeout\`: is the server up; may the cluster reach its port?
3. \`NOAUTH\`, \`WRONGPASS\`: the Secret \`exporter-NAME\`. \`LOADING\`: wait, it reads its data from disk.
`,
  panel: { dashboard: EXPORTERS_DASHBOARD, key: "redis-up" },
  tests: [
    fires({
      series: { [`redis_up{${SERVER}}`]: "1x5 0x20" },
      at: "15m",
      expect: [
        {
          labels: { exporter: "sessions", instance: "redis1:6379" },
          summary: "Redis sessions at redis1:6379 does not answer its exporter",
          description:
            "For 5 minutes it could not be asked: it is down, loads its data, or refuses the exporter's password.",
        },
      ],
    }),
    silent({ series: { [`redis_up{${SERVER}}`]: "1x5 0x3 1x20" }, at: "15m" }),
  ],
});

export const redisMemoryNearMax = defineAlert({
  name: "RedisMemoryNearMax",
  signal: redisMemory,
  above: 0.9,
  for: "15m",
  severity: "warning",
  summary: "Redis {{ $labels.exporter }} uses {{ $value | humanizePercentage }} of its memory",
  description: "At its bound it evicts keys, or refuses every write where its policy is noeviction.",
  runbook: `
1. \`redis-cli config get maxmemory-policy\`: \`noeviction\` will refuse writes; any other evicts, which a cache may and a queue may not.
2. \`redis-cli --bigkeys\`: does one key hold most of it? \`redis-cli info keyspace\`: how many keys have no time to live?
3. Raise \`maxmemory\` where its host has room.
`,
  panel: { dashboard: EXPORTERS_DASHBOARD, key: "redis-memory" },
  tests: [
    fires({
      series: { [`redis_memory_used_bytes{${SERVER}}`]: "95x40", [`redis_memory_max_bytes{${SERVER}}`]: "100x40" },
      at: "20m",
      expect: [
        {
          labels: { exporter: "sessions", instance: "redis1:6379" },
          summary: "Redis sessions uses 95% of its memory",
          description: "At its bound it evicts keys, or refuses every write where its policy is noeviction.",
        },
      ],
    }),
    // Without a bound.
    silent({
      series: { [`redis_memory_used_bytes{${SERVER}}`]: "95x40", [`redis_memory_max_bytes{${SERVER}}`]: "0x40" },
      at: "20m",
    }),
  ],
});

export const redisReplicaCutOff = defineAlert({
  name: "RedisReplicaCutOff",
  signal: redisMasterLink,
  below: 1,
  for: "10m",
  severity: "warning",
  summary: "Redis replica {{ $labels.instance }} of {{ $labels.exporter }} has lost its master",
  description: "What it is asked is as old as that, and a failover to it would lose all since.",
  runbook: `
1. \`redis-cli info replication\` on both: does the master know the replica, does the replica know where the master is?
2. The replica's log says why it cannot follow: its password, the network, a backlog that is too small.
`,
  panel: { dashboard: EXPORTERS_DASHBOARD, key: "redis-replicas" },
  tests: [
    fires({
      series: { [`redis_master_link_up{${SERVER},master_host="redis0",master_port="6379"}`]: "1x5 0x30" },
      at: "20m",
      expect: [
        {
          labels: { exporter: "sessions", instance: "redis1:6379" },
          summary: "Redis replica redis1:6379 of sessions has lost its master",
          description: "What it is asked is as old as that, and a failover to it would lose all since.",
        },
      ],
    }),
    silent({
      series: { [`redis_master_link_up{${SERVER},master_host="redis0",master_port="6379"}`]: "1x5 0x5 1x30" },
      at: "20m",
    }),
  ],
});

export const redisConnectionsRefused = defineAlert({
  name: "RedisConnectionsRefused",
  signal: redisRejected,
  above: 0,
  severity: "warning",
  summary: "Redis {{ $labels.exporter }} refused {{ $value | humanize }} connections",
  description: "In the last 15 minutes it had as many clients as it may have, and turned others away.",
  runbook: `
1. \`redis-cli client list\`: whose are they, and how long are they idle?
2. A pool of a client leaks: restart it. Else set \`timeout\` for idle ones, or raise \`maxclients\`.
`,
  panel: { dashboard: EXPORTERS_DASHBOARD, key: "redis-clients" },
  tests: [
    fires({
      series: { [`redis_rejected_connections_total{${SERVER}}`]: "0x5 0+4x40" },
      at: "25m",
      expect: [
        {
          labels: { exporter: "sessions", instance: "redis1:6379" },
          summary: "Redis sessions refused 60 connections",
          description: "In the last 15 minutes it had as many clients as it may have, and turned others away.",
        },
      ],
    }),
    silent({ series: { [`redis_rejected_connections_total{${SERVER}}`]: "7x40" }, at: "25m" }),
  ],
});

export const redis = defineAlertGroup({
  name: "redis",
  alerts: [redisDown, redisMemoryNearMax, redisReplicaCutOff, redisConnectionsRefused],
});
