import * as alerts from "../alerts/alloy";
import { defineDashboard, promql, type Row, type Signal } from "../src/dashboard";
import { lines, number, watched } from "./panels";
import { within } from "./scope";

const CHOSEN = promql`node=~"$node"`;

/** Agents of the chosen nodes among all that tell of their process. */
const AGENTS = promql`and on (instance) alloy_build_info{${CHOSEN}}`;

function chosen(signal: Signal): Signal {
  return within(signal, "node", "alloy_build_info");
}

const state: Row = {
  title: "State now",
  panels: [
    number({
      key: "agents",
      title: "Agents",
      description:
        "One on each node, and one for events of Kubernetes where they are on. Fewer than nodes: logs are missing.",
      expr: promql`count(alloy_build_info{${CHOSEN}})`,
      unit: "short",
      decimals: 0,
      width: 6,
    }),
    number({
      key: "lines",
      title: "Lines a second",
      description: "Sent to Loki by the chosen nodes.",
      expr: promql`sum(rate(loki_write_sent_entries_total{${CHOSEN}}[5m]))`,
      unit: "cps",
      width: 6,
    }),
    number({
      key: "lost",
      title: "Lines lost in this time range",
      description: "Given up by agents, for whatever reason. 0 is good.",
      expr: promql`sum(increase(loki_write_dropped_entries_total{${CHOSEN}}[$__range]))`,
      unit: "short",
      decimals: 0,
      thresholds: [{ severity: "warning", above: 0 }],
      width: 6,
    }),
    number({
      key: "dropped-on-purpose",
      title: "Lines dropped on purpose",
      description: "By rules of `alloy.pods.drop` and by limits, in this time range.",
      expr: promql`sum(increase(loki_process_dropped_lines_total{${CHOSEN}}[$__range]))`,
      unit: "short",
      decimals: 0,
      width: 6,
    }),
  ],
};

const pipeline: Row = {
  title: "From the nodes to Loki",
  panels: [
    lines({
      key: "sent",
      title: "Lines sent",
      description: "By node. One that falls to 0 while its pods run: its agent has stopped reading.",
      expr: promql`sum by (node) (rate(loki_write_sent_entries_total{${CHOSEN}}[$__rate_interval]))`,
      legend: "{{node}}",
      unit: "cps",
      min: 0,
    }),
    watched({
      alert: alerts.alloyLogsDropped,
      title: "Lines given up",
      description: "Lost for Loki, by reason.",
      legend: "{{node}} {{reason}}",
      of: chosen,
    }),
    watched({
      alert: alerts.alloyWritesRetried,
      title: "Batches sent again",
      description: "Steady: Loki refuses at first, or does not answer in time.",
      legend: "{{node}} {{pod}}",
      of: chosen,
    }),
    watched({
      alert: alerts.alloyLogsLate,
      title: "From the line to Loki",
      description: "Time that a line takes, on average. Minutes: who looks at logs sees the past.",
      legend: "{{node}} {{pod}}",
      of: chosen,
    }),
  ],
};

const agents: Row = {
  title: "Agents",
  panels: [
    watched({
      alert: alerts.alloyComponentUnhealthy,
      title: "Components not healthy",
      description: "Steps of the pipeline that have ended or never began. Any: logs of that node may be missing.",
      legend: "{{node}} {{pod}}",
      of: chosen,
    }),
    watched({
      alert: alerts.alloyConfigReloadFailed,
      title: "Configuration taken",
      description: "1 while the newest counts. 0: refused; the one before goes on until the next restart.",
      legend: "{{node}} {{pod}}",
      of: chosen,
    }),
    lines({
      key: "memory",
      title: "Memory",
      description: "Of each agent. At its limit it is killed, and reads again from where it was.",
      expr: promql`max by (node, pod) (process_resident_memory_bytes ${AGENTS})`,
      legend: "{{node}} {{pod}}",
      unit: "bytes",
      min: 0,
    }),
    lines({
      key: "cpu",
      title: "CPU",
      description: "In cores, of each agent. It follows the lines that are read.",
      expr: promql`sum by (node, pod) (rate(process_cpu_seconds_total[$__rate_interval]) ${AGENTS})`,
      legend: "{{node}} {{pod}}",
      unit: "short",
      min: 0,
    }),
  ],
};

/** Do logs get from the nodes to Loki? */
export const alloyDashboard = defineDashboard({
  uid: "alloy",
  title: "Alloy",
  description: "Do logs get from the nodes to Loki? Lines sent, lost and late, and the agents themselves.",
  folder: "Platform",
  tags: ["belvedere", "alloy"],
  variables: [{ name: "node", label: "Node", values: { of: promql`alloy_build_info`, label: "node" } }],
  links: [
    { title: "Logs", dashboard: "logs" },
    { title: "Loki", dashboard: "loki" },
  ],
  rows: [state, pipeline, agents],
});
