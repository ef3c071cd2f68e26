import { defineSignal, promql, type Query, type Severity } from "../dashboard";
import { PUSH_MEMORY } from "../push-memory";
import { durationSeconds } from "../quantity";
import { type Alert, defineAlert } from "./alert";
import { humanized } from "./humanized";
import { fires, silent } from "./unit-test";

/** A job that runs now and then, and pushes metrics to the pushgateway when it does. */
export interface BatchJob {
  /** What it pushes under: the value of the label `job`. One job for each executable: a push replaces all of its group. */
  readonly job: string;
  /** Time between two runs, such as `1h`. */
  readonly interval: string;
  /** How many runs may be overdue before somebody is told. @default 2 */
  readonly overdue?: number;
  /** @default warning */
  readonly severity?: Severity;
  /** The panel that shows when it last pushed. @default none */
  readonly panel?: Alert["panel"];
}

const DEFAULT_OVERDUE = 2;

/**
 * Seconds since the time that a metric holds was last pushed. A series that vanishes goes on ageing: with the metric alone
 * an alert on it would go silent just when the job fails.
 */
export function sincePushed(metric: Query, by: readonly string[]): Query {
  return promql`time() - max by (${by.join(", ")}) (last_over_time(${metric}[${PUSH_MEMORY}]))`;
}

/**
 * Alerts that every such job needs: it is overdue, it was never seen, what it pushes is refused.
 *
 * @throws Error for a name that cannot be a label's value without escapes, and for runs that are too rare.
 */
export function batchJobAlerts(job: BatchJob): readonly Alert[] {
  if (!/^[A-Za-z][A-Za-z0-9_.-]*$/.test(job.job))
    throw new Error(`batch job "${job.job}": its name must be letters, digits, and _ . -, after a letter`);
  const { interval, overdue: runs = DEFAULT_OVERDUE } = job;
  if (runs * durationSeconds(interval) >= durationSeconds(PUSH_MEMORY))
    throw new Error(
      `batch job "${job.job}": ${runs} runs every ${interval} are as long as its series are remembered, ${PUSH_MEMORY}: nobody would be told`,
    );
  const { panel } = job;
  const alerts = [overdue(job), unseen(job), refused(job)];
  return panel === undefined ? alerts : alerts.map((alert) => ({ ...alert, panel }));
}

function overdue({ job, interval, overdue = DEFAULT_OVERDUE, severity = "warning" }: BatchJob): Alert {
  const seconds = durationSeconds(interval);
  const pushed = `push_time_seconds{instance="",job="${job}"}`;
  const description = `It runs every ${interval}; ${overdue} runs are overdue. What its metrics say is of its last run.`;
  return defineAlert({
    name: `${camelCase(job)}Overdue`,
    signal: defineSignal({ expr: sincePushed(promql`push_time_seconds{job="${job}"}`, ["job"]), unit: "s", min: 0 }),
    above: overdue * seconds,
    severity,
    summary: "Job {{ $labels.job }} has not pushed for {{ $value | humanizeDuration }}",
    description,
    runbook: `
1. \`kubectl get cronjobs,jobs -A\`: was it suspended, does a run of it hang?
2. \`kubectl -n NAMESPACE logs job/NAME\`: does it end without an error and push nothing?
3. \`kubectl -n NAMESPACE get networkpolicy\`: may its namespace push? (\`prometheus.pushgateway.namespaces\`)
`,
    tests: [
      // Pushed before the clock of the test began; the gateway has forgotten it by a restart.
      fires({
        series: { [pushed]: `${-overdue * seconds}x4 _x30` },
        at: "10m",
        expect: [
          {
            labels: { job },
            summary: `Job ${job} has not pushed for ${humanized(overdue * seconds + 600)}`,
            description,
          },
        ],
      }),
      silent({ series: { [pushed]: `${1200 - overdue * seconds}x4 _x30` }, at: "10m" }),
    ],
  });
}

/** `absent_over_time` for a whole memory: once it was seen, the other alert is responsible for so long. */
function unseen({ job, interval, overdue = DEFAULT_OVERDUE, severity = "warning" }: BatchJob): Alert {
  const seconds = durationSeconds(interval);
  const pushed = `push_time_seconds{instance="",job="${job}"}`;
  const description = `It runs every ${interval}, and nothing of it is known: it was never deployed, or pushes under another name.`;
  const at = `${overdue * seconds + 120}s`;
  return defineAlert({
    name: `${camelCase(job)}Unseen`,
    signal: defineSignal({
      expr: promql`absent_over_time(push_time_seconds{job="${job}"}[${PUSH_MEMORY}])`,
      unit: "none",
    }),
    above: 0,
    for: `${overdue * seconds}s`,
    severity,
    summary: "Job {{ $labels.job }} has pushed nothing for a week",
    description,
    runbook: `
1. \`kubectl get cronjobs -A\`: is it there, with a time of its last schedule?
2. Pushgateway, /api/v1/metrics: under which names has anything been pushed?
`,
    tests: [
      fires({
        series: { 'push_time_seconds{instance="",job="another"}': "0x40" },
        interval,
        at,
        expect: [{ labels: { job }, summary: `Job ${job} has pushed nothing for a week`, description }],
      }),
      silent({ series: { [pushed]: "0x2 _x30" }, at }),
    ],
  });
}

function refused({ job, severity = "warning" }: BatchJob): Alert {
  const series = (name: string) => `${name}{instance="",job="${job}"}`;
  const description =
    "Its last push contradicts metrics that are there, or is no metrics page: nothing of it was taken.";
  return defineAlert({
    name: `${camelCase(job)}PushRefused`,
    signal: defineSignal({
      expr: promql`
        max by (job) (push_failure_time_seconds{job="${job}"}) - max by (job) (push_time_seconds{job="${job}"})`,
      unit: "s",
    }),
    above: 0,
    severity,
    summary: "The pushgateway refused what job {{ $labels.job }} pushed",
    description,
    runbook: `
1. \`kubectl -n NAMESPACE logs job/NAME\`: the gateway's answer says which metric contradicts which.
2. One name has one type and one help text over all jobs that push: rename it, or delete the old group at the gateway.
`,
    tests: [
      fires({
        series: { [series("push_time_seconds")]: "100x9", [series("push_failure_time_seconds")]: "0x4 160x5" },
        at: "8m",
        expect: [{ labels: { job }, summary: `The pushgateway refused what job ${job} pushed`, description }],
      }),
      silent({
        series: { [series("push_time_seconds")]: "200x9", [series("push_failure_time_seconds")]: "160x9" },
        at: "8m",
      }),
    ],
  });
}

/** `managed_tokens-ferry` is ManagedTokensFerry. */
function camelCase(job: string): string {
  return job
    .split(/[_.-]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
