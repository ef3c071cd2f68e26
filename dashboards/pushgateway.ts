import { pushedMetricsNotKept } from "../alerts/platform-logs";
import * as alerts from "../alerts/pushgateway";
import { defineDashboard, promql, type Row } from "../src/dashboard";
import { lines, number, table, watched } from "./panels";

const state: Row = {
  title: "State now",
  panels: [
    number({
      key: "groups",
      title: "Groups",
      description: "Sets of metrics that jobs have pushed and nobody has deleted.",
      expr: promql`count(push_time_seconds)`,
      unit: "short",
      decimals: 0,
      width: 6,
    }),
    number({
      key: "pushes",
      title: "Pushes in this time range",
      description: "Taken or not.",
      expr: promql`sum(increase(pushgateway_http_requests_total{handler="push"}[$__range]))`,
      unit: "short",
      decimals: 0,
      width: 6,
    }),
    number({
      key: "refused-now",
      title: "Jobs refused",
      description: "Whose last push was not taken. 0 is good.",
      expr: promql`count(${alerts.pushesRefused.signal.expr} > 0) or 0 * count(pushgateway_build_info)`,
      unit: "short",
      decimals: 0,
      thresholds: [alerts.pushesRefused],
      width: 6,
    }),
    number({
      key: "size",
      title: "Largest page",
      description: "Mean size of what is pushed. A batch job tells of itself, not of each thing that it worked on.",
      expr: promql`
        sum(increase(pushgateway_http_push_size_bytes_sum[$__range])) / sum(increase(pushgateway_http_push_size_bytes_count[$__range]))`,
      unit: "bytes",
      width: 6,
    }),
  ],
};

const jobs: Row = {
  title: "Batch jobs",
  panels: [
    table({
      key: "jobs",
      title: "Last push by job",
      description: "When each job was last heard of. Older than its interval: it is overdue.",
      // Grafana's dates are in milliseconds.
      expr: promql`1000 * max by (job) (push_time_seconds)`,
      unit: "dateTimeFromNow",
      columns: { job: "Job", Value: "Last push" },
    }),
    watched({
      alert: alerts.pushedGroupStale,
      title: "Since the last push",
      description: "A saw with the interval of the job is right. A slope: it does not push any more.",
      legend: "{{job}}",
    }),
    watched({
      alert: alerts.pushesRefused,
      title: "Refused after the last push that was taken",
      description: "Above 0: the last push of the job was refused.",
      legend: "{{job}}",
    }),
    lines({
      key: "requests",
      title: "Requests by status",
      description: "400 is a page that was refused, with the reason in the answer.",
      expr: promql`sum by (code, method) (rate(pushgateway_http_requests_total{handler="push"}[$__rate_interval])) * 60`,
      legend: "{{method}} {{code}}",
      unit: "suffix: a minute",
      min: 0,
    }),
    watched({
      alert: alerts.pushgatewayDown,
      title: "The pushgateway is missing",
      description: "1 while its metrics are not there at all. Empty is good.",
      legend: "missing",
    }),
    watched({
      alert: pushedMetricsNotKept,
      title: "What could not be kept",
      description: "Complaints of the gateway about its file. Any: a restart would lose what was pushed.",
      legend: "lines",
    }),
  ],
};

/** Are batch jobs heard of? */
export const pushgatewayDashboard = defineDashboard({
  uid: "pushgateway",
  title: "Pushgateway and batch jobs",
  description: "Which jobs have pushed, when last, and what was refused.",
  folder: "Platform",
  tags: ["belvedere", "pushgateway"],
  rows: [state, jobs],
});
