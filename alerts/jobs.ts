import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "jobs";

/** 1 for a Job that gave up within the last day; later runs have told by then whether it matters. */
export const jobGaveUp = defineSignal({
  expr: promql`
    max by (namespace, job_name) (
      kube_job_failed{condition="true"} and on (namespace, job_name) time() - kube_job_created < 86400
    )`,
  unit: "none",
});

/** How long a Job has been running that has a pod by now. */
export const jobAge = defineSignal({
  expr: promql`
    time() - max by (namespace, job_name) (
      kube_job_status_start_time and on (namespace, job_name) kube_job_status_active > 0
    )`,
  unit: "s",
  min: 0,
});

/** How long ago a CronJob should have started its next run. */
export const cronJobLate = defineSignal({
  expr: promql`
    max by (namespace, cronjob) (
      time() - kube_cronjob_next_schedule_time
      and on (namespace, cronjob) kube_cronjob_spec_suspend == 0
    )`,
  unit: "s",
});

/** Runs that a CronJob has started since it last succeeded. */
export const cronJobRunsSinceSuccess = defineSignal({
  expr: promql`
    max by (namespace, cronjob) (
      (time() - kube_cronjob_status_last_successful_time)
      / (kube_cronjob_next_schedule_time - kube_cronjob_status_last_schedule_time > 0)
    )`,
  unit: "short",
  min: 0,
});

/** 1 for a CronJob that somebody has stopped. One that never ran by the clock was made to run on demand. */
export const cronJobStopped = defineSignal({
  expr: promql`
    max by (namespace, cronjob) (
      kube_cronjob_spec_suspend and on (namespace, cronjob) kube_cronjob_status_last_schedule_time
    )`,
  unit: "none",
});

export const jobFailed = defineAlert({
  name: "JobFailed",
  signal: jobGaveUp,
  above: 0,
  severity: "warning",
  summary: "Job {{ $labels.namespace }}/{{ $labels.job_name }} has failed",
  description: "It has used up its retries, or its time. Nobody runs it again but its CronJob, if it has one.",
  runbook: `
1. \`kubectl -n NAMESPACE describe job NAME\`: \`BackoffLimitExceeded\` is a pod that fails, \`DeadlineExceeded\` one that takes too long.
2. \`kubectl -n NAMESPACE logs job/NAME\`, or the logs of its pods in Grafana, if they are gone.
3. Mended: \`kubectl -n NAMESPACE create job --from=cronjob/CRONJOB NAME\` runs it now; \`kubectl -n NAMESPACE delete job NAME\` ends this alert, a day ends it as well.
`,
  panel: { dashboard: DASHBOARD, key: "failed" },
  tests: [
    fires({
      series: {
        'kube_job_failed{namespace="shop",job_name="dump-1",condition="true"}': "_x5 1x30",
        'kube_job_created{namespace="shop",job_name="dump-1"}': "60x35",
      },
      at: "20m",
      expect: [
        {
          labels: { namespace: "shop", job_name: "dump-1" },
          summary: "Job shop/dump-1 has failed",
        },
      ],
    }),
    // Long ago, and kept for its log.
    silent({
      series: {
        'kube_job_failed{namespace="shop",job_name="dump-1",condition="true"}': "1x40",
        'kube_job_created{namespace="shop",job_name="dump-1"}': "60x40",
      },
      interval: "1h",
      at: "26h",
    }),
    silent({
      series: {
        'kube_job_failed{namespace="shop",job_name="dump-1",condition="false"}': "1x40",
        'kube_job_created{namespace="shop",job_name="dump-1"}': "60x40",
      },
      at: "20m",
    }),
  ],
});

export const jobTakesLong = defineAlert({
  name: "JobTakesLong",
  signal: jobAge,
  above: "12h",
  severity: "warning",
  summary: "Job {{ $labels.namespace }}/{{ $labels.job_name }} has been running for {{ $value | humanizeDuration }}",
  description:
    "Jobs of a cluster seldom take so long: it hangs, or waits for something. Its CronJob may start no other beside it.",
  runbook: `
1. \`kubectl -n NAMESPACE get pods -l job-name=NAME\`: does it run at all? Pending: PodWithoutNode, ContainerCannotStart.
2. \`kubectl -n NAMESPACE logs job/NAME --tail=20\`: does it get on, what does it wait for?
3. It hangs: delete it, and give it \`activeDeadlineSeconds\`. It takes so long: silence this for it.
`,
  panel: { dashboard: DASHBOARD, key: "running" },
  tests: [
    fires({
      series: {
        'kube_job_status_start_time{namespace="shop",job_name="dump-1"}': "0x30",
        'kube_job_status_active{namespace="shop",job_name="dump-1"}': "1x30",
      },
      interval: "1h",
      at: "13h",
      expect: [
        {
          labels: { namespace: "shop", job_name: "dump-1" },
          summary: "Job shop/dump-1 has been running for 13h 0m 0s",
        },
      ],
    }),
    // Done after two hours, and kept.
    silent({
      series: {
        'kube_job_status_start_time{namespace="shop",job_name="dump-1"}': "0x30",
        'kube_job_status_active{namespace="shop",job_name="dump-1"}': "1 1 0x30",
      },
      interval: "1h",
      at: "13h",
    }),
  ],
});

export const cronJobMissed = defineAlert({
  name: "CronJobMissedSchedule",
  signal: cronJobLate,
  above: "1h",
  severity: "warning",
  summary: "CronJob {{ $labels.namespace }}/{{ $labels.cronjob }} is {{ $value | humanizeDuration }} late",
  description:
    "Its next run should have begun an hour ago: Kubernetes has not started it, or the last one still goes on.",
  runbook: `
1. \`kubectl -n NAMESPACE describe cronjob NAME\`: the events. With \`concurrencyPolicy: Forbid\` a run that goes on stops the next: see JobTakesLong.
2. \`too many missed start times\`: after a long stop it starts no more without \`startingDeadlineSeconds\`; set one.
3. \`exceeded quota\`: NamespaceQuotaAlmostFull. Nothing at all: the controller manager; the provider's, where the cluster is managed.
`,
  panel: { dashboard: DASHBOARD, key: "late" },
  tests: [
    fires({
      series: {
        'kube_cronjob_next_schedule_time{namespace="shop",cronjob="dump"}': "600x90",
        'kube_cronjob_spec_suspend{namespace="shop",cronjob="dump"}': "0x90",
      },
      at: "80m",
      expect: [
        {
          labels: { namespace: "shop", cronjob: "dump" },
          summary: "CronJob shop/dump is 1h 10m 0s late",
        },
      ],
    }),
    silent({
      series: {
        'kube_cronjob_next_schedule_time{namespace="shop",cronjob="dump"}': "7200x90",
        'kube_cronjob_spec_suspend{namespace="shop",cronjob="dump"}': "0x90",
        // Stopped by somebody.
        'kube_cronjob_next_schedule_time{namespace="shop",cronjob="old"}': "600x90",
        'kube_cronjob_spec_suspend{namespace="shop",cronjob="old"}': "1x90",
      },
      at: "80m",
    }),
  ],
});

export const cronJobNotSucceeding = defineAlert({
  name: "CronJobNotSucceeding",
  signal: cronJobRunsSinceSuccess,
  above: 3,
  for: "5m",
  severity: "warning",
  summary:
    "CronJob {{ $labels.namespace }}/{{ $labels.cronjob }} has not succeeded in its last {{ $value | humanize }} runs",
  description:
    "What it makes - a backup, a report - is as old as that. Each run may have told of its own end with JobFailed.",
  runbook: `
1. \`kubectl -n NAMESPACE get jobs\`: do the last ones fail (JobFailed), hang (JobTakesLong), or were none started (CronJobMissedSchedule)?
2. Mended: \`kubectl -n NAMESPACE create job --from=cronjob/NAME NAME-now\`, and watch it succeed.
`,
  panel: { dashboard: DASHBOARD, key: "runs-since-success" },
  tests: [
    fires({
      series: times("0x80"),
      interval: "4m",
      at: "4h",
      expect: [
        {
          labels: { namespace: "shop", cronjob: "dump" },
          summary: "CronJob shop/dump has not succeeded in its last 4 runs",
        },
      ],
    }),
    // One run failed, the next did not.
    silent({
      series: times("7200x80"),
      interval: "4m",
      at: "4h",
    }),
  ],
});

/** Hourly, four hours after the first run. */
function times(success: string) {
  const series = (name: string) => `kube_cronjob_${name}_time{namespace="shop",cronjob="dump"}`;
  return {
    [series("status_last_successful")]: success,
    [series("status_last_schedule")]: "10800x80",
    [series("next_schedule")]: "14400x80",
  };
}

export const cronJobSuspended = defineAlert({
  name: "CronJobSuspended",
  signal: cronJobStopped,
  above: 0,
  for: "1d",
  severity: "info",
  summary: "CronJob {{ $labels.namespace }}/{{ $labels.cronjob }} is suspended",
  description: "It has been so for a day. Where it is meant, it may stay: this says it lest it be forgotten.",
  runbook: `
1. Who stopped it, and why? \`kubectl -n NAMESPACE get cronjob NAME -o yaml --show-managed-fields\` names the program and the time.
2. Go on: set \`suspend: false\` where it is deployed from. Never again: delete it.
`,
  panel: { dashboard: DASHBOARD, key: "suspended" },
  tests: [
    fires({
      series: {
        'kube_cronjob_spec_suspend{namespace="shop",cronjob="dump"}': "1x500",
        'kube_cronjob_status_last_schedule_time{namespace="shop",cronjob="dump"}': "60x500",
      },
      interval: "4m",
      at: "26h",
      expect: [
        {
          labels: { namespace: "shop", cronjob: "dump" },
          summary: "CronJob shop/dump is suspended",
        },
      ],
    }),
    silent({
      series: {
        'kube_cronjob_spec_suspend{namespace="shop",cronjob="dump"}': "1x75 0x500",
        'kube_cronjob_status_last_schedule_time{namespace="shop",cronjob="dump"}': "60x500",
      },
      interval: "4m",
      at: "26h",
    }),
    // Never started by the clock: somebody makes Jobs of it, as the onboarding of managed tokens does.
    silent({
      series: { 'kube_cronjob_spec_suspend{namespace="managed-tokens",cronjob="onboarding"}': "1x500" },
      interval: "4m",
      at: "26h",
    }),
  ],
});

export const jobs = defineAlertGroup({
  name: "jobs",
  alerts: [jobFailed, jobTakesLong, cronJobMissed, cronJobNotSucceeding, cronJobSuspended],
});
