import * as alerts from "../../alerts/watched/rabbitmq";
import { defineSignal, promql, type Row } from "../../src/dashboard";

const QUEUE = "{{exporter}} {{vhost}} {{queue}}";

export const rabbitmqRow: Row = {
  title: "RabbitMQ",
  panels: [
    {
      kind: "timeseries",
      key: "rabbitmq-nodes",
      title: "Nodes that answer",
      description: "1 while a node answers. The line is RabbitmqNodeDown.",
      queries: [{ signal: alerts.rabbitmqNodeUp, legend: "{{exporter}} {{instance}}" }],
      thresholds: [alerts.rabbitmqNodeDown],
    },
    {
      kind: "timeseries",
      key: "rabbitmq-alarms",
      title: "Alarms",
      description:
        "Above 0 while a node is out of memory or disk, and publishers wait. The line is RabbitmqPublishersBlocked.",
      queries: [{ signal: alerts.rabbitmqAlarm, legend: "{{exporter}} {{instance}}" }],
      thresholds: [alerts.rabbitmqPublishersBlocked],
    },
    {
      kind: "timeseries",
      key: "rabbitmq-ready",
      title: "Messages that wait",
      description:
        "Messages that no consumer has taken yet. RabbitmqQueueGrows fires where there are ever more of them.",
      queries: [{ signal: alerts.rabbitmqReady, legend: QUEUE }],
    },
    {
      kind: "timeseries",
      key: "rabbitmq-growth",
      title: "Growth in an hour",
      description: "By how many messages queues with more than a thousand have grown. The line is RabbitmqQueueGrows.",
      queries: [{ signal: alerts.rabbitmqGrowth, legend: QUEUE }],
      thresholds: [alerts.rabbitmqQueueGrows],
    },
    {
      kind: "timeseries",
      key: "rabbitmq-unacknowledged",
      title: "Messages that are worked on",
      description: "Delivered, and not acknowledged. The line is RabbitmqConsumersStuck.",
      queries: [{ signal: alerts.rabbitmqUnacknowledged, legend: QUEUE }],
      thresholds: [alerts.rabbitmqConsumersStuck],
    },
    {
      kind: "timeseries",
      key: "rabbitmq-rate",
      title: "Messages in",
      description: "Messages a second that publishers gave.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`sum by (exporter) (rate(rabbitmq_global_messages_received_total[$__rate_interval]))`,
            unit: "ops",
            min: 0,
          }),
          legend: "{{exporter}}",
        },
      ],
    },
  ],
};
