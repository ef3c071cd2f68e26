import {
  type Dashboard,
  defineDashboard,
  defineSignal,
  logql,
  promql,
  type Query,
  type Row,
  traceql,
} from "../../src/dashboard";
import type { ManagedTokensScope } from "../../src/managed-tokens";
import { ofRun, TOKENS_FOLDER, TOKENS_TAGS } from "./common";

/** What the program says of its runs, and where it spends them. */
export function logsAndTraces(scope: ManagedTokensScope): Dashboard {
  const kinit = promql`managed_tokens_kinit_duration_seconds{${ofRun(scope, "token-push")}}`;
  return defineDashboard({
    uid: "managed-tokens-logs",
    title: "Managed tokens: onboarding, logs and traces",
    description:
      "What does the program say of a service or a node, where does a run spend its time, how far is an onboarding?",
    folder: TOKENS_FOLDER,
    tags: TOKENS_TAGS,
    range: "6h",
    links: [
      { title: "Operations", dashboard: "managed-tokens" },
      { title: "Services", dashboard: "managed-tokens-services" },
    ],
    variables: [
      {
        kind: "custom",
        name: "command",
        label: "Executable",
        options: { ".+": "Both", "token-push": "token-push", "refresh-uids-from-ferry": "refresh-uids-from-ferry" },
      },
      { name: "experiment", label: "Experiment", values: { of: kinit, label: "experiment" } },
      { name: "role", label: "Role", values: { of: kinit, label: "role" } },
      { kind: "textbox", name: "words", label: "Words" },
    ],
    rows: [lines(scope), onboarding(scope), traces(scope)],
  });
}

/** Streams that the program itself pushes; the level is a label of theirs. */
function stream({ environment }: ManagedTokensScope, more = ""): Query {
  return logql`{app="managed-tokens",command=~"$command",environment="${environment}"${more}}`;
}

/** Lines about the chosen services. Some name the service, some its experiment and role, and those about a run as a whole neither. */
const OF_SERVICES = logql`
  | json
  | __error__="" and (service=~"($experiment)_($role)" or (experiment=~"$experiment" and role=~"$role"))`;

const LINE = logql`
  | line_format "{{.msg}}{{if .service}} service={{.service}}{{end}}{{if .node}} node={{.node}}{{end}}{{if .credd}} credd={{.credd}}{{end}}"`;

const WORDS = logql`|~ "(?i)$words"`;

function lines(scope: ManagedTokensScope): Row {
  const trouble = ',level=~"warning|error|fatal|critical"';
  return {
    title: "Logs",
    panels: [
      {
        kind: "timeseries",
        key: "levels",
        title: "Lines by level",
        description: "How much the program says, by level. A run that is well has no errors.",
        queries: [
          {
            signal: defineSignal({
              expr: logql`sum by (level) (count_over_time(${stream(scope)} [$__auto]))`,
              unit: "short",
              min: 0,
            }),
            legend: "{{level}}",
          },
        ],
        stacked: true,
      },
      {
        kind: "timeseries",
        key: "errors-by-service",
        title: "Errors by service",
        description: "Warnings and errors that name one of the chosen services.",
        queries: [
          {
            signal: defineSignal({
              expr: logql`sum by (service) (count_over_time(${stream(scope, trouble)} ${OF_SERVICES} [$__auto]))`,
              unit: "short",
              min: 0,
            }),
            legend: "{{service}}",
          },
        ],
        stacked: true,
      },
      {
        kind: "logs",
        key: "trouble",
        title: "Warnings and errors",
        description: "Of all runs, whatever service they are about. Empty is good.",
        queries: [
          { signal: defineSignal({ expr: logql`${stream(scope, trouble)} ${WORDS} | json ${LINE}`, unit: "none" }) },
        ],
      },
      {
        kind: "logs",
        key: "lines",
        title: "Lines of the chosen services",
        description:
          "All that was said of them, from info on: a line opened shows experiment, role, service, node, credd, account.",
        queries: [
          { signal: defineSignal({ expr: logql`${stream(scope)} ${WORDS} ${OF_SERVICES} ${LINE}`, unit: "none" }) },
        ],
      },
    ],
  };
}

function onboarding(scope: ManagedTokensScope): Row {
  return {
    title: "Onboarding",
    panels: [
      {
        kind: "text",
        key: "how-to-onboard",
        title: "How to onboard a service",
        content:
          "`belvedere tokens onboard FILE EXPERIMENT_ROLE | kubectl create -f -` starts a Job whose pod prints an address: open it, and sign in for the service within a quarter of an hour. Then the vault has a refresh token, and the next run of token-push stores and pushes the first token.",
      },
      {
        kind: "logs",
        key: "onboarding-pods",
        title: "What the pod says",
        description: "Of onboarding runs: the address to sign in at, and how they ended.",
        queries: [{ signal: defineSignal({ expr: logql`{app="managed-tokens-onboarding"}`, unit: "none" }) }],
      },
      {
        kind: "logs",
        key: "sign-in-needed",
        title: "Services that need a sign-in",
        description:
          "Lines of runs in which the vault had no refresh token for a service: onboard it (again). Empty is good.",
        queries: [
          {
            signal: defineSignal({
              expr: logql`${stream(scope)} |~ "(?i)authentication needed" | json ${LINE}`,
              unit: "none",
            }),
          },
        ],
        height: 8,
      },
    ],
  };
}

/** Its lines carry no id of a trace: the way from one to the other is the service. */
function traces({ environment }: ManagedTokensScope): Row {
  const ours = `resource.service.name="managed-tokens" && resource.deployment.environment="${environment}"`;
  return {
    title: "Traces",
    panels: [
      {
        kind: "traces",
        key: "runs",
        title: "Runs",
        description: "One trace each. Open it to see which service, credd or node a run waited for.",
        query: traceql`{${ours} && name=~"token-push|refresh-uids-from-ferry"}`,
      },
      {
        kind: "traces",
        key: "failed-services",
        title: "Spans of the chosen services that failed",
        description: "Where in a run something of them went wrong. Empty is good.",
        query: traceql`{${ours} && status=error && span.service=~"($experiment)_($role)"}`,
      },
    ],
  };
}
