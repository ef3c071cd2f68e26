import * as alerts from "../alerts/jobs";
import { defineDashboard, promql, type Query, type Row } from "../src/dashboard";
import { lines, offenders, table, watched } from "./panels";
import { ofNamespace } from "./scope";

const CHOSEN: Query = promql`namespace=~"$namespace"`;

const CRON = { namespace: "Namespace", cronjob: "CronJob" };

const runs: Row = {
  title: "Runs",
  panels: [
    offenders({
      alert: alerts.jobFailed,
      title: "Failed within a day",
      description: "Jobs that used up their retries or their time (JobFailed). Empty is good.",
      columns: { namespace: "Namespace", job_name: "Job" },
      of: ofNamespace,
      width: 8,
    }),
    watched({
      alert: alerts.jobTakesLong,
      title: "Running since",
      description:
        "How long each Job has been running. Above the line is JobTakesLong: it hangs, or keeps the next from starting.",
      legend: "{{namespace}}/{{job_name}}",
      of: ofNamespace,
      width: 8,
    }),
    lines({
      key: "active",
      title: "Jobs at work",
      description: "Jobs with a pod, by namespace. A staircase upwards: they do not end.",
      expr: promql`count by (namespace) (kube_job_status_active{${CHOSEN}} > 0)`,
      legend: "{{namespace}}",
      unit: "short",
      min: 0,
      stacked: true,
      width: 8,
    }),
  ],
};

const clock: Row = {
  title: "By the clock",
  panels: [
    watched({
      alert: alerts.cronJobMissed,
      title: "Late",
      description:
        "Time since the next run should have begun; below 0 it is to come. Above the line is CronJobMissedSchedule.",
      legend: "{{namespace}}/{{cronjob}}",
      of: ofNamespace,
    }),
    watched({
      alert: alerts.cronJobNotSucceeding,
      title: "Runs since the last success",
      description: "Around 1 all is well. Above the line is CronJobNotSucceeding: what it makes is old.",
      legend: "{{namespace}}/{{cronjob}}",
      of: ofNamespace,
    }),
    table({
      key: "last-success",
      title: "Last success",
      description: "When each CronJob last succeeded, the longest ago first. Missing: never, as far as is known.",
      expr: promql`
        sort(1000 * max by (namespace, cronjob) (kube_cronjob_status_last_successful_time{${CHOSEN}}))`,
      unit: "dateTimeFromNow",
      columns: { ...CRON, Value: "Last success" },
    }),
    offenders({
      alert: alerts.cronJobSuspended,
      title: "Suspended",
      description: "Somebody stopped them; after a day CronJobSuspended says so, lest it be forgotten.",
      columns: CRON,
      of: ofNamespace,
    }),
  ],
};

/** Did last night's runs do what they should. */
export const jobsDashboard = defineDashboard({
  uid: "jobs",
  title: "Jobs and CronJobs",
  description: "Did last night's runs start, end, and succeed?",
  folder: "Platform",
  tags: ["belvedere", "kubernetes"],
  variables: [
    { name: "namespace", label: "Namespace", values: { of: promql`kube_namespace_created`, label: "namespace" } },
  ],
  range: "24h",
  rows: [runs, clock],
});
