import { defineAlert, defineAlertGroup, fires, silent } from "../../src/alert";
import { defineSignal, promql } from "../../src/dashboard";
import { EXPORTERS_DASHBOARD } from "./dashboard";

const SERVER = 'job="exporters",exporter="orders",instance="db1:5432"';

/** 1 while the server lets its exporter in. */
export const postgresqlUp = defineSignal({ expr: promql`min by (exporter, instance) (pg_up)`, unit: "none" });

/** Share of the connections that may be. */
export const postgresqlConnections = defineSignal({
  expr: promql`
    sum by (exporter, instance) (pg_stat_activity_count)
    / on (exporter, instance) max by (exporter, instance) (pg_settings_max_connections)`,
  unit: "percentunit",
  min: 0,
  max: 1,
});

/** How far a replica is behind; a primary says 0. */
export const postgresqlLag = defineSignal({
  expr: promql`
    max by (exporter, instance) (pg_replication_lag_seconds)
    and on (exporter, instance) max by (exporter, instance) (pg_replication_is_replica) == 1`,
  unit: "s",
  min: 0,
});

/** Age of the oldest transaction that holds rows back. */
export const postgresqlOldestTransaction = defineSignal({
  expr: promql`max by (exporter, instance, datname) (pg_stat_activity_max_tx_duration{state!="idle"})`,
  unit: "s",
  min: 0,
});

export const postgresqlDown = defineAlert({
  name: "PostgresqlDown",
  signal: postgresqlUp,
  below: 1,
  for: "5m",
  severity: "critical",
  summary: "PostgreSQL {{ $labels.exporter }} at {{ $labels.instance }} does not let its exporter in",
  description: "For 5 minutes nobody could sign in to it as the monitoring user: it is down, full, or refuses him.",
  runbook: `
1. \`kubectl -n observability logs deploy/exporter-NAME\`: the error of the server stands there.
2. \`connection refused\`, \`i/o timeout\`: is the server up; may the cluster reach its port?
3. \`too many clients\`: see PostgresqlConnectionsNearMax. \`password authentication failed\`: the Secret \`exporter-NAME\`, and the user's rights.
`,
  panel: { dashboard: EXPORTERS_DASHBOARD, key: "postgresql-up" },
  tests: [
    fires({
      series: {
        [`pg_up{${SERVER}}`]: "1x5 0x20",
        'pg_up{job="exporters",exporter="shop",instance="db2:5432"}': "1x25",
      },
      at: "15m",
      expect: [
        {
          labels: { exporter: "orders", instance: "db1:5432" },
          summary: "PostgreSQL orders at db1:5432 does not let its exporter in",
          description:
            "For 5 minutes nobody could sign in to it as the monitoring user: it is down, full, or refuses him.",
        },
      ],
    }),
    // A restart.
    silent({ series: { [`pg_up{${SERVER}}`]: "1x5 0x3 1x20" }, at: "15m" }),
  ],
});

export const postgresqlConnectionsNearMax = defineAlert({
  name: "PostgresqlConnectionsNearMax",
  signal: postgresqlConnections,
  above: 0.85,
  for: "10m",
  severity: "warning",
  summary: "PostgreSQL {{ $labels.exporter }} uses {{ $value | humanizePercentage }} of its connections",
  description: "When all are in use, every further client is refused. A few are kept for superusers.",
  runbook: `
1. \`SELECT usename, application_name, state, count(*) FROM pg_stat_activity GROUP BY 1, 2, 3 ORDER BY 4 DESC\`: who holds them?
2. Many \`idle\`: a pool of a client is too large, or leaks. Many \`idle in transaction\`: a client forgets to commit.
3. Put a pooler before it, before you raise \`max_connections\`: each connection takes memory.
`,
  panel: { dashboard: EXPORTERS_DASHBOARD, key: "postgresql-connections" },
  tests: [
    fires({
      series: {
        [`pg_stat_activity_count{${SERVER},datname="a",state="idle"}`]: "60x30",
        [`pg_stat_activity_count{${SERVER},datname="b",state="active"}`]: "30x30",
        [`pg_settings_max_connections{${SERVER}}`]: "100x30",
      },
      at: "20m",
      expect: [
        {
          labels: { exporter: "orders", instance: "db1:5432" },
          summary: "PostgreSQL orders uses 90% of its connections",
          description: "When all are in use, every further client is refused. A few are kept for superusers.",
        },
      ],
    }),
    silent({
      series: {
        [`pg_stat_activity_count{${SERVER},datname="a",state="idle"}`]: "60x30",
        [`pg_settings_max_connections{${SERVER}}`]: "100x30",
      },
      at: "20m",
    }),
  ],
});

export const postgresqlReplicaBehind = defineAlert({
  name: "PostgresqlReplicaBehind",
  signal: postgresqlLag,
  above: "5m",
  for: "10m",
  severity: "warning",
  summary: "Replica {{ $labels.instance }} of {{ $labels.exporter }} is {{ $value | humanizeDuration }} behind",
  description:
    "What it is asked is old, and a failover to it would lose as much. A primary that writes nothing also looks so.",
  runbook: `
1. On the primary, \`SELECT client_addr, state, replay_lag FROM pg_stat_replication\`: is the replica there, is it \`streaming\`?
2. It is not: the replica's log. \`requested WAL segment has already been removed\`: it has to be made anew.
3. It is: a long query on the replica holds replay back, or its disk is slower than the primary writes.
`,
  panel: { dashboard: EXPORTERS_DASHBOARD, key: "postgresql-lag" },
  tests: [
    fires({
      series: {
        [`pg_replication_lag_seconds{${SERVER}}`]: "0+60x40",
        [`pg_replication_is_replica{${SERVER}}`]: "1x40",
      },
      at: "30m",
      expect: [
        {
          labels: { exporter: "orders", instance: "db1:5432" },
          summary: "Replica db1:5432 of orders is 30m 0s behind",
          description:
            "What it is asked is old, and a failover to it would lose as much. A primary that writes nothing also looks so.",
        },
      ],
    }),
    // A primary.
    silent({
      series: {
        [`pg_replication_lag_seconds{${SERVER}}`]: "0+60x40",
        [`pg_replication_is_replica{${SERVER}}`]: "0x40",
      },
      at: "30m",
    }),
  ],
});

export const postgresqlTransactionOld = defineAlert({
  name: "PostgresqlTransactionOld",
  signal: postgresqlOldestTransaction,
  above: "1h",
  for: "10m",
  severity: "warning",
  summary: "A transaction in {{ $labels.datname }} of {{ $labels.exporter }} is {{ $value | humanizeDuration }} old",
  description: "Rows that were deleted since cannot be cleaned up: tables grow, and queries get slower.",
  runbook: `
1. \`SELECT pid, usename, state, xact_start, query FROM pg_stat_activity WHERE state <> 'idle' ORDER BY xact_start\`: whose is the first?
2. \`idle in transaction\`: its client forgot to commit. \`SELECT pg_terminate_backend(PID)\` ends it.
3. A report that takes so long: run it on a replica.
`,
  panel: { dashboard: EXPORTERS_DASHBOARD, key: "postgresql-transactions" },
  tests: [
    fires({
      series: {
        [`pg_stat_activity_max_tx_duration{${SERVER},datname="shop",state="idle in transaction"}`]: "3600+60x40",
        [`pg_stat_activity_max_tx_duration{${SERVER},datname="shop",state="active"}`]: "1x40",
      },
      at: "20m",
      expect: [
        {
          labels: { exporter: "orders", instance: "db1:5432", datname: "shop" },
          summary: "A transaction in shop of orders is 1h 20m 0s old",
          description: "Rows that were deleted since cannot be cleaned up: tables grow, and queries get slower.",
        },
      ],
    }),
    silent({
      series: { [`pg_stat_activity_max_tx_duration{${SERVER},datname="shop",state="idle"}`]: "36000x40" },
      at: "20m",
    }),
  ],
});

export const postgresql = defineAlertGroup({
  name: "postgresql",
  alerts: [postgresqlDown, postgresqlConnectionsNearMax, postgresqlReplicaBehind, postgresqlTransactionOld],
});
