import * as alerts from "../../alerts/watched/redis";
import { defineSignal, promql, type Row } from "../../src/dashboard";
import { alertPanel } from "./panel";

const LEGEND = "{{exporter}} {{instance}}";

export const redisRow: Row = {
  title: "Redis",
  panels: [
    alertPanel(alerts.redisDown, {
      title: "Servers that answer",
      description: "1 while a server answers its exporter.",
      legend: LEGEND,
    }),
    alertPanel(alerts.redisMemoryNearMax, {
      title: "Memory in use",
      description: "Share of the memory that a server may take, where it has a bound.",
      legend: LEGEND,
    }),
    alertPanel(alerts.redisReplicaCutOff, {
      title: "Replicas in touch",
      description: "1 while a replica is in touch with its master.",
      legend: LEGEND,
    }),
    {
      kind: "timeseries",
      key: "redis-clients",
      title: "Refused connections",
      description: "Connections a second that were refused for want of room. Above 0 RedisConnectionsRefused fires.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`sum by (exporter, instance) (rate(redis_rejected_connections_total[$__rate_interval]))`,
            unit: "ops",
            min: 0,
          }),
          legend: LEGEND,
        },
      ],
      thresholds: [alerts.redisConnectionsRefused],
    },
    {
      kind: "timeseries",
      key: "redis-commands",
      title: "Commands",
      description: "Commands a second.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`sum by (exporter, instance) (rate(redis_commands_processed_total[$__rate_interval]))`,
            unit: "ops",
            min: 0,
          }),
          legend: LEGEND,
        },
      ],
    },
    {
      kind: "timeseries",
      key: "redis-hits",
      title: "Reads that found their key",
      description: "Share of the reads that found what they asked for: of a cache the higher the better.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`
              sum by (exporter, instance) (rate(redis_keyspace_hits_total[$__rate_interval]))
              / on (exporter, instance) (
                sum by (exporter, instance) (rate(redis_keyspace_hits_total[$__rate_interval]))
                + on (exporter, instance) sum by (exporter, instance) (rate(redis_keyspace_misses_total[$__rate_interval]))
              )`,
            unit: "percentunit",
            min: 0,
            max: 1,
          }),
          legend: LEGEND,
        },
      ],
    },
  ],
};
