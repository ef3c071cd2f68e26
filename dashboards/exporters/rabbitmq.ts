import * as alerts from "../../alerts/watched/rabbitmq";
import { defineSignal, promql, type Row } from "../../src/dashboard";
import { alertPanel } from "./panel";

const QUEUE = "{{exporter}} {{vhost}} {{queue}}";

export const rabbitmqRow: Row = {
  title: "RabbitMQ",
  panels: [
    alertPanel(alerts.rabbitmqNodeDown, {
      title: "Nodes that answer",
      description: "1 while a node answers.",
      legend: "{{exporter}} {{instance}}",
    }),
    alertPanel(alerts.rabbitmqPublishersBlocked, {
      title: "Alarms",
      description: "Above 0 while a node is out of memory or disk, and publishers wait.",
      legend: "{{exporter}} {{instance}}",
    }),
    {
      kind: "timeseries",
      key: "rabbitmq-ready",
      title: "Messages that wait",
      description:
        "Messages that no consumer has taken yet. RabbitmqQueueGrows fires where there are ever more of them.",
      queries: [{ signal: alerts.rabbitmqReady, legend: QUEUE }],
    },
    alertPanel(alerts.rabbitmqQueueGrows, {
      title: "Growth in an hour",
      description: "By how many messages queues with more than a thousand have grown.",
      legend: QUEUE,
    }),
    alertPanel(alerts.rabbitmqConsumersStuck, {
      title: "Messages that are worked on",
      description: "Delivered, and not acknowledged.",
      legend: QUEUE,
    }),
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
