import { defineAlert, defineAlertGroup, fires, silent } from "../../src/alert";
import { defineSignal, promql } from "../../src/dashboard";
import { EXPORTERS_DASHBOARD } from "./dashboard";

const NODE = 'job="exporters",system="rabbitmq",exporter="broker",instance="mq1:15692"';
const QUEUE = `${NODE},metrics_path="/metrics/detailed",vhost="/",queue="webhooks"`;

/** 1 while a node answers. */
export const rabbitmqNodeUp = defineSignal({
  expr: promql`min by (exporter, instance) (up{job="exporters",system="rabbitmq"})`,
  unit: "none",
});

/** Alarms of a node, for want of memory or disk: with one it takes no messages. */
export const rabbitmqAlarm = defineSignal({
  expr: promql`
    max by (exporter, instance) (rabbitmq_alarms_memory_used_watermark)
    + on (exporter, instance) max by (exporter, instance) (rabbitmq_alarms_free_disk_space_watermark)`,
  unit: "none",
});

/** Messages that wait to be delivered. */
export const rabbitmqReady = defineSignal({
  expr: promql`sum by (exporter, vhost, queue) (rabbitmq_detailed_queue_messages_ready)`,
  unit: "short",
  min: 0,
});

/** Messages more than an hour ago, of queues in which a thousand wait. */
export const rabbitmqGrowth = defineSignal({
  expr: promql`
    sum by (exporter, vhost, queue) (delta(rabbitmq_detailed_queue_messages_ready[1h]))
    and on (exporter, vhost, queue) sum by (exporter, vhost, queue) (rabbitmq_detailed_queue_messages_ready) > 1000`,
  unit: "short",
});

/** Messages that were delivered, and of which nobody says that they are done. */
export const rabbitmqUnacknowledged = defineSignal({
  expr: promql`sum by (exporter, vhost, queue) (rabbitmq_detailed_queue_messages_unacked)`,
  unit: "short",
  min: 0,
});

export const rabbitmqNodeDown = defineAlert({
  name: "RabbitmqNodeDown",
  signal: rabbitmqNodeUp,
  below: 1,
  for: "5m",
  severity: "critical",
  summary: "RabbitMQ node {{ $labels.instance }} of {{ $labels.exporter }} is down",
  description: "It has not answered for 5 minutes. Queues that it alone holds are away; the others have one copy less.",
  runbook: `
1. \`rabbitmq-diagnostics cluster_status\` on another node: which run, is there a partition?
2. Its host, and its log: out of memory, out of disk, or an upgrade that waits for a feature flag?
3. It runs: is the plugin \`rabbitmq_prometheus\` on, and may the cluster reach port 15692?
`,
  panel: { dashboard: EXPORTERS_DASHBOARD, key: "rabbitmq-nodes" },
  tests: [
    fires({
      series: {
        [`up{${NODE},metrics_path="/metrics"}`]: "1x5 0x20",
        [`up{${NODE},metrics_path="/metrics/detailed"}`]: "1x5 0x20",
        'up{job="exporters",system="redis",exporter="sessions",instance="redis1:6379"}': "0x25",
      },
      at: "15m",
      expect: [
        {
          labels: { exporter: "broker", instance: "mq1:15692" },
          summary: "RabbitMQ node mq1:15692 of broker is down",
          description:
            "It has not answered for 5 minutes. Queues that it alone holds are away; the others have one copy less.",
        },
      ],
    }),
    silent({ series: { [`up{${NODE},metrics_path="/metrics"}`]: "1x5 0x3 1x20" }, at: "15m" }),
  ],
});

export const rabbitmqPublishersBlocked = defineAlert({
  name: "RabbitmqPublishersBlocked",
  signal: rabbitmqAlarm,
  above: 0,
  for: "5m",
  severity: "critical",
  summary: "RabbitMQ {{ $labels.exporter }} takes no messages: {{ $labels.instance }} is out of memory or disk",
  description: "An alarm of one node blocks publishers of the whole cluster, until memory or disk is free again.",
  runbook: `
1. \`rabbitmq-diagnostics alarms\`: which of the two, on which node?
2. Memory: which queue is long, and has it consumers (\`rabbitmqctl list_queues name messages consumers\`)? Start some, or purge what nobody wants.
3. Disk: logs, or a quorum queue that nobody consumes. Make room; the alarm goes by itself.
`,
  panel: { dashboard: EXPORTERS_DASHBOARD, key: "rabbitmq-alarms" },
  tests: [
    fires({
      series: {
        [`rabbitmq_alarms_memory_used_watermark{${NODE}}`]: "0x30",
        [`rabbitmq_alarms_free_disk_space_watermark{${NODE}}`]: "0x5 1x25",
        'rabbitmq_alarms_memory_used_watermark{job="exporters",exporter="broker",instance="mq2:15692"}': "0x30",
        'rabbitmq_alarms_free_disk_space_watermark{job="exporters",exporter="broker",instance="mq2:15692"}': "0x30",
      },
      at: "15m",
      expect: [
        {
          labels: { exporter: "broker", instance: "mq1:15692" },
          summary: "RabbitMQ broker takes no messages: mq1:15692 is out of memory or disk",
          description:
            "An alarm of one node blocks publishers of the whole cluster, until memory or disk is free again.",
        },
      ],
    }),
    silent({
      series: {
        [`rabbitmq_alarms_memory_used_watermark{${NODE}}`]: "0x30",
        [`rabbitmq_alarms_free_disk_space_watermark{${NODE}}`]: "0x30",
      },
      at: "15m",
    }),
  ],
});

export const rabbitmqQueueGrows = defineAlert({
  name: "RabbitmqQueueGrows",
  signal: rabbitmqGrowth,
  above: 500,
  for: "30m",
  severity: "warning",
  summary: "Queue {{ $labels.queue }} of {{ $labels.exporter }} grew by {{ $value | humanize }} messages in an hour",
  description: "More than a thousand wait, and its consumers do not keep up with who publishes.",
  runbook: `
1. \`rabbitmqctl list_queues name messages consumers\`: has it consumers at all?
2. It has: their log, and what they wait for. Start more of them, if what is behind them bears it.
3. Nobody should consume it: a policy with \`max-length\` or \`message-ttl\` bounds it.
`,
  panel: { dashboard: EXPORTERS_DASHBOARD, key: "rabbitmq-growth" },
  tests: [
    fires({
      series: { [`rabbitmq_detailed_queue_messages_ready{${QUEUE}}`]: "0+20x200" },
      at: "180m",
      expect: [
        {
          labels: { exporter: "broker", vhost: "/", queue: "webhooks" },
          summary: "Queue webhooks of broker grew by 1.2k messages in an hour",
          description: "More than a thousand wait, and its consumers do not keep up with who publishes.",
        },
      ],
    }),
    // Many, and getting fewer.
    silent({ series: { [`rabbitmq_detailed_queue_messages_ready{${QUEUE}}`]: "9000-20x200" }, at: "180m" }),
  ],
});

export const rabbitmqConsumersStuck = defineAlert({
  name: "RabbitmqConsumersStuck",
  signal: rabbitmqUnacknowledged,
  above: 1000,
  for: "30m",
  severity: "warning",
  summary:
    "{{ $value | humanize }} messages of queue {{ $labels.queue }} of {{ $labels.exporter }} are not acknowledged",
  description:
    "Consumers have taken them and do not say that they are done: they hang, or their prefetch is too large.",
  runbook: `
1. \`rabbitmqctl list_consumers\`: whose are they, and what is their prefetch count?
2. The consumers' logs: what do they wait for? A restart gives the messages back to the queue.
3. Set a prefetch count of what one consumer does in a few seconds.
`,
  panel: { dashboard: EXPORTERS_DASHBOARD, key: "rabbitmq-unacknowledged" },
  tests: [
    fires({
      series: { [`rabbitmq_detailed_queue_messages_unacked{${QUEUE}}`]: "2000x60" },
      at: "40m",
      expect: [
        {
          labels: { exporter: "broker", vhost: "/", queue: "webhooks" },
          summary: "2k messages of queue webhooks of broker are not acknowledged",
          description:
            "Consumers have taken them and do not say that they are done: they hang, or their prefetch is too large.",
        },
      ],
    }),
    silent({ series: { [`rabbitmq_detailed_queue_messages_unacked{${QUEUE}}`]: "2000x10 10x50" }, at: "40m" }),
  ],
});

export const rabbitmq = defineAlertGroup({
  name: "rabbitmq",
  alerts: [rabbitmqNodeDown, rabbitmqPublishersBlocked, rabbitmqQueueGrows, rabbitmqConsumersStuck],
});
