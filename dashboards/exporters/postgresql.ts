import * as alerts from "../../alerts/watched/postgresql";
import { defineSignal, promql, type Row } from "../../src/dashboard";

const LEGEND = "{{exporter}} {{instance}}";

export const postgresqlRow: Row = {
  title: "PostgreSQL",
  panels: [
    {
      kind: "timeseries",
      key: "postgresql-up",
      title: "Servers that answer",
      description: "1 while the monitoring user is let in. The line is PostgresqlDown.",
      queries: [{ signal: alerts.postgresqlUp, legend: LEGEND }],
      thresholds: [alerts.postgresqlDown],
    },
    {
      kind: "timeseries",
      key: "postgresql-connections",
      title: "Connections in use",
      description: "Share of the connections that a server may have. The line is PostgresqlConnectionsNearMax.",
      queries: [{ signal: alerts.postgresqlConnections, legend: LEGEND }],
      thresholds: [alerts.postgresqlConnectionsNearMax],
    },
    {
      kind: "timeseries",
      key: "postgresql-lag",
      title: "Replicas behind",
      description: "How old what a replica answers is. The line is PostgresqlReplicaBehind.",
      queries: [{ signal: alerts.postgresqlLag, legend: LEGEND }],
      thresholds: [alerts.postgresqlReplicaBehind],
    },
    {
      kind: "timeseries",
      key: "postgresql-transactions",
      title: "Oldest transaction",
      description: "Age of the oldest transaction of each database. The line is PostgresqlTransactionOld.",
      queries: [{ signal: alerts.postgresqlOldestTransaction, legend: "{{exporter}} {{datname}}" }],
      thresholds: [alerts.postgresqlTransactionOld],
    },
    {
      kind: "timeseries",
      key: "postgresql-rate",
      title: "Transactions",
      description: "Transactions a second that were committed.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`sum by (exporter, instance) (rate(pg_stat_database_xact_commit[$__rate_interval]))`,
            unit: "ops",
            min: 0,
          }),
          legend: LEGEND,
        },
      ],
    },
    {
      kind: "timeseries",
      key: "postgresql-size",
      title: "Size of databases",
      description: "Bytes of each database on its server's disk.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`max by (exporter, instance, datname) (pg_database_size_bytes{datname!~"template."})`,
            unit: "bytes",
            min: 0,
          }),
          legend: "{{exporter}} {{datname}}",
        },
      ],
    },
  ],
};
