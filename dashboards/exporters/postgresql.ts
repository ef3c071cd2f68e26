import * as alerts from "../../alerts/watched/postgresql";
import { defineSignal, promql, type Row } from "../../src/dashboard";
import { alertPanel } from "./panel";

const LEGEND = "{{exporter}} {{instance}}";

export const postgresqlRow: Row = {
  title: "PostgreSQL",
  panels: [
    alertPanel(alerts.postgresqlDown, {
      title: "Servers that answer",
      description: "1 while the monitoring user is let in.",
      legend: LEGEND,
    }),
    alertPanel(alerts.postgresqlConnectionsNearMax, {
      title: "Connections in use",
      description: "Share of the connections that a server may have.",
      legend: LEGEND,
    }),
    alertPanel(alerts.postgresqlReplicaBehind, {
      title: "Replicas behind",
      description: "How old what a replica answers is.",
      legend: LEGEND,
    }),
    alertPanel(alerts.postgresqlTransactionOld, {
      title: "Oldest transaction",
      description: "Age of the oldest transaction of each database.",
      legend: "{{exporter}} {{datname}}",
    }),
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
