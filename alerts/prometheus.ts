import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "prometheus";

/** Loki and Tempo carry parts of Prometheus in them, and their metrics bear the same names. */
const SELF = promql`job="prometheus"`;

const LABELS = 'job="prometheus",instance="localhost:9090"';

export const prometheusConfigReloadFailed = defineAlert({
  name: "PrometheusConfigReloadFailed",
  signal: defineSignal({
    expr: promql`min(prometheus_config_last_reload_successful{${SELF}})`,
    unit: "none",
    min: 0,
    max: 1,
  }),
  below: 1,
  for: "10m",
  severity: "warning",
  summary: "Prometheus refuses its configuration",
  description:
    "It goes on with the one before. What was deployed since does not count: scrape jobs, rules, remote write. At its next restart it does not come up.",
  runbook: `
1. \`kubectl -n observability logs deploy/prometheus-server -c prometheus-server | grep -i 'loading config'\`: file and line.
2. A rule or scrape job of the config's own \`values\`? Mend it there and deploy.
3. A file that is missing: the Secret of a scrape job or of remote write is not in the namespace; \`belvedere show\` lists them.
`,
  panel: { dashboard: DASHBOARD, key: "config" },
  tests: [
    fires({
      series: { [`prometheus_config_last_reload_successful{${LABELS}}`]: "1x5 0x20" },
      at: "20m",
      expect: [{ labels: {}, summary: "Prometheus refuses its configuration" }],
    }),
    // Mended within minutes.
    silent({ series: { [`prometheus_config_last_reload_successful{${LABELS}}`]: "1x5 0x4 1x20" }, at: "14m" }),
  ],
});

const GROUP = `${LABELS},rule_group="/etc/config/rules/shop.yml;orders"`;

export const prometheusRulesFailing = defineAlert({
  name: "PrometheusRulesFailing",
  signal: defineSignal({
    expr: promql`
      sum by (rule_group) (increase(prometheus_rule_evaluation_failures_total{${SELF}}[$__rate_interval]))`,
    unit: "short",
    min: 0,
  }),
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Rules of {{ $labels.rule_group }} fail in Prometheus",
  description:
    "Some of its alerts are not evaluated and cannot fire, or what its recording rules record has stopped growing.",
  runbook: `
1. Prometheus, Status, Rule health: the rule that is red, and its error.
2. \`many-to-many matching\`: a join has found two series where one was; make its labels unique.
3. \`query timed out\` or \`too many samples\`: record a part of it first, or shorten its range.
`,
  panel: { dashboard: DASHBOARD, key: "rule-failures" },
  tests: [
    fires({
      series: { [`prometheus_rule_evaluation_failures_total{${GROUP}}`]: "0+1x40" },
      at: "30m",
      expect: [
        {
          labels: { rule_group: "/etc/config/rules/shop.yml;orders" },
          summary: "Rules of /etc/config/rules/shop.yml;orders fail in Prometheus",
        },
      ],
    }),
    // Failed once, as Prometheus came up.
    silent({ series: { [`prometheus_rule_evaluation_failures_total{${GROUP}}`]: "0x9 1x30" }, at: "12m" }),
  ],
});

export const prometheusRulesLate = defineAlert({
  name: "PrometheusRulesLate",
  signal: defineSignal({
    expr: promql`
      sum by (rule_group) (increase(prometheus_rule_group_iterations_missed_total{${SELF}}[$__rate_interval]))`,
    unit: "short",
    min: 0,
  }),
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Group {{ $labels.rule_group }} takes longer than its interval",
  description: "Evaluations are left out. Its alerts come late, and its records have gaps.",
  runbook: `
1. The panel "Slowest rule groups" of this dashboard against the group's interval.
2. Prometheus, Status, Rule health: the rule that takes most of it. A regular expression over all metrics, a range of days?
3. All groups are slow: Prometheus has too little CPU; see "CPU" here and \`size\` in the client's config.
`,
  panel: { dashboard: DASHBOARD, key: "rule-misses" },
  tests: [
    fires({
      series: { [`prometheus_rule_group_iterations_missed_total{${GROUP}}`]: "0+1x40" },
      at: "30m",
      expect: [
        {
          labels: { rule_group: "/etc/config/rules/shop.yml;orders" },
          summary: "Group /etc/config/rules/shop.yml;orders takes longer than its interval",
        },
      ],
    }),
    silent({ series: { [`prometheus_rule_group_iterations_missed_total{${GROUP}}`]: "0x9 2x30" }, at: "13m" }),
  ],
});

export const prometheusQueriesQueued = defineAlert({
  name: "PrometheusQueriesQueued",
  signal: defineSignal({
    expr: promql`
      max(prometheus_engine_queries{${SELF}}) / max(prometheus_engine_queries_concurrent_max{${SELF}})`,
    unit: "percentunit",
    min: 0,
  }),
  above: 0.8,
  for: "10m",
  severity: "warning",
  summary: "Prometheus answers {{ $value | humanizePercentage }} of the queries that it can at a time",
  description: "The next ones wait. Dashboards load slowly, then not at all, and Grafana's rules end in errors.",
  runbook: `
1. Grafana, the dashboard that many have open: does it ask for days at a fine step, or refresh every few seconds?
2. The panel "Time of queries" of this dashboard: evaluation that is long is a heavy query, a queue that is long is many of them.
3. Record what is asked again and again, or give Prometheus more CPU.
`,
  panel: { dashboard: DASHBOARD, key: "queries" },
  tests: [
    fires({
      series: {
        [`prometheus_engine_queries{${LABELS}}`]: "18x30",
        [`prometheus_engine_queries_concurrent_max{${LABELS}}`]: "20x30",
      },
      at: "20m",
      expect: [{ labels: {}, summary: "Prometheus answers 90% of the queries that it can at a time" }],
    }),
    silent({
      series: {
        [`prometheus_engine_queries{${LABELS}}`]: "2x12 18x5 2x30",
        [`prometheus_engine_queries_concurrent_max{${LABELS}}`]: "20x50",
      },
      at: "16m",
    }),
  ],
});

export const prometheusTargetSyncFailing = defineAlert({
  name: "PrometheusTargetSyncFailing",
  signal: defineSignal({
    expr: promql`sum by (scrape_job) (increase(prometheus_target_sync_failed_total{${SELF}}[$__rate_interval]))`,
    unit: "short",
    min: 0,
  }),
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Scrape job {{ $labels.scrape_job }} finds targets that make no sense",
  description: "Their labels or addresses are invalid after relabelling. They are not scraped, and no target shows it.",
  runbook: `
1. \`kubectl -n observability logs deploy/prometheus-server -c prometheus-server | grep 'Creating target failed'\`: which target, and why.
2. Mostly an annotation \`prometheus.io/port\` that is no number, or two ports in one: correct it at the pod or Service.
`,
  panel: { dashboard: DASHBOARD, key: "target-sync" },
  tests: [
    fires({
      series: { [`prometheus_target_sync_failed_total{${LABELS},scrape_job="kubernetes-pods"}`]: "0+1x40" },
      at: "30m",
      expect: [
        {
          labels: { scrape_job: "kubernetes-pods" },
          summary: "Scrape job kubernetes-pods finds targets that make no sense",
        },
      ],
    }),
    silent({
      series: { [`prometheus_target_sync_failed_total{${LABELS},scrape_job="kubernetes-pods"}`]: "0x9 1x30" },
      at: "12m",
    }),
  ],
});

export const prometheusScrapeLimitHit = defineAlert({
  name: "PrometheusScrapeLimitHit",
  signal: defineSignal({
    expr: promql`
      sum(
        increase(prometheus_target_scrapes_exceeded_sample_limit_total{${SELF}}[$__rate_interval])
        + increase(prometheus_target_scrapes_exceeded_body_size_limit_total{${SELF}}[$__rate_interval])
        + increase(prometheus_target_scrape_pool_exceeded_label_limits_total{${SELF}}[$__rate_interval])
      )`,
    unit: "short",
    min: 0,
  }),
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Targets show more metrics than their job may take",
  description:
    "A page with more samples, bytes or labels than the job's limit is thrown away as a whole: nothing is known of its target.",
  runbook: `
1. Prometheus, Status, Target health: the targets that are down, with the limit in their error.
2. What grew: \`topk(10, count by (__name__) ({instance="ADDRESS"}))\` of the last hour in which it was up. A label with ids in it?
3. The growth is meant: raise \`sample_limit\` of the job.
`,
  panel: { dashboard: DASHBOARD, key: "scrape-limits" },
  tests: [
    fires({
      series: {
        [`prometheus_target_scrapes_exceeded_sample_limit_total{${LABELS}}`]: "0+2x40",
        [`prometheus_target_scrapes_exceeded_body_size_limit_total{${LABELS}}`]: "0x40",
        [`prometheus_target_scrape_pool_exceeded_label_limits_total{${LABELS}}`]: "0x40",
      },
      at: "30m",
      expect: [{ labels: {}, summary: "Targets show more metrics than their job may take" }],
    }),
    silent({
      series: {
        [`prometheus_target_scrapes_exceeded_sample_limit_total{${LABELS}}`]: "7x40",
        [`prometheus_target_scrapes_exceeded_body_size_limit_total{${LABELS}}`]: "0x40",
        [`prometheus_target_scrape_pool_exceeded_label_limits_total{${LABELS}}`]: "0x40",
      },
      at: "30m",
    }),
  ],
});

export const prometheusTargetLimitHit = defineAlert({
  name: "PrometheusTargetLimitHit",
  signal: defineSignal({
    expr: promql`sum(increase(prometheus_target_scrape_pool_exceeded_target_limit_total{${SELF}}[$__rate_interval]))`,
    unit: "short",
    min: 0,
  }),
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "A scrape job has more targets than it may have",
  description: "While it has, none of its targets is scraped at all, not only those above the limit.",
  runbook: `
1. The panel "Targets by job" of this dashboard: which job has grown, and since when.
2. Pods of a Job that failed by the hundred? Clean them up: \`kubectl delete pods --field-selector status.phase=Failed -A\`.
3. The growth is meant: raise \`target_limit\` of the job.
`,
  panel: { dashboard: DASHBOARD, key: "target-limits" },
  tests: [
    fires({
      series: { [`prometheus_target_scrape_pool_exceeded_target_limit_total{${LABELS}}`]: "0+1x40" },
      at: "30m",
      expect: [{ labels: {}, summary: "A scrape job has more targets than it may have" }],
    }),
    silent({
      series: { [`prometheus_target_scrape_pool_exceeded_target_limit_total{${LABELS}}`]: "3x40" },
      at: "30m",
    }),
  ],
});

/** Whether Prometheus reads, asks and computes as it is told. */
export const prometheusAlerts = defineAlertGroup({
  name: "prometheus",
  alerts: [
    prometheusConfigReloadFailed,
    prometheusRulesFailing,
    prometheusRulesLate,
    prometheusQueriesQueued,
    prometheusTargetSyncFailing,
    prometheusScrapeLimitHit,
    prometheusTargetLimitHit,
  ],
});
