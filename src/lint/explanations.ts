import type { RuleName } from "./rules";

/** What a rule is for, for docs/rules.md. */
export interface Explanation {
  /** What it demands, in a line. */
  readonly wants: string;
  /** What happens without it. */
  readonly why: string;
  /** How to mend it. @default what it demands says it */
  readonly how?: string;
}

/** Every rule, in the order of the page. */
export const EXPLANATIONS: Readonly<Record<RuleName, Explanation>> = {
  "dashboard-json": {
    wants: "A dashboard is a JSON object.",
    why: "Grafana skips a file that it cannot read and says so in its log alone. JSON has no comma after the last entry, and no comments.",
  },
  "dashboard-v2": {
    wants: "A dashboard is in the classic format.",
    why: "Grafana's file provisioning refuses the v2 format, whose JSON has `elements` and `layout`.",
    how: "Export with Model: Classic.",
  },
  "dashboard-size": {
    wants: "A dashboard has at most 1016 KiB, without white space.",
    why: "A ConfigMap holds 1 MiB, its metadata included. Kubernetes would refuse it in the middle of a deployment.",
    how: "Split it, and link the parts. Pictures in text panels are most often the reason.",
  },
  "dashboard-uid": {
    wants: "`uid` has 1 to 40 letters, digits, `-` and `_`.",
    why: "Links, alerts and bookmarks name a dashboard by it. Grafana refuses a longer one, in its log alone.",
  },
  "dashboard-title": { wants: "A dashboard has a title.", why: "Grafana refuses one without, in its log alone." },
  "dashboard-unique": {
    wants: "No two dashboards have one uid, and no two in a folder have one title.",
    why: "One duplicate takes the write permission from all of provisioning: nothing new is imported any more, for anybody.",
  },
  "dashboard-inputs": {
    wants: "Every input of an export is filled in.",
    why: "`__inputs` are questions to a person who imports by hand. Nobody answers them for a file, and every panel that names one stays empty.",
    how: "`belvedere dashboards import FILE --map NAME=uid`.",
  },
  "dashboard-id": {
    wants: "A dashboard has no `id`.",
    why: "It is the number of a row in another Grafana's database.",
  },
  "dashboard-rows": {
    wants: "Panels stand in `panels`.",
    why: "`rows` are from before Grafana 5, and nothing here can look into them.",
    how: "`belvedere dashboards import FILE` gives the panels their places.",
  },
  "dashboard-panels": { wants: "A dashboard has panels.", why: "An empty page helps nobody." },
  "dashboard-link": {
    wants: "Links lead to dashboards that are there.",
    why: 'A click ends at "Dashboard not found", most likely during an incident.',
  },
  "uneditable-dashboard": {
    wants: "`editable` is false.",
    why: "What somebody changes in the browser is lost at the next deployment, without a warning.",
  },
  "template-datasource-rule": {
    wants: "A variable for datasources is called `datasource`, or `prometheus_datasource` after their type.",
    why: "Links between dashboards carry variables by name: another name is forgotten on the way.",
  },
  "template-job-rule": {
    wants: "A variable `job` offers several values, and `.+` for All.",
    why: "One value alone cannot be compared. All as a list of every job makes queries that are too long.",
  },
  "template-instance-rule": {
    wants: "A variable `instance` offers several values, and `.+` for All.",
    why: "One value alone cannot be compared. All as a list of every instance makes queries that are too long.",
  },
  "template-label-promql-rule": {
    wants: "The selector in `label_values()` is PromQL.",
    why: "The list stays empty, and with it every panel that uses it.",
  },
  "template-on-time-change-reload-rule": {
    wants: "A variable by query has `refresh: 2`.",
    why: "A list that was read when the page was opened lacks what has come since, and what was there at the time one looks at.",
  },
  "template-undefined-variable": {
    wants: "Every variable in a query is defined.",
    why: "Grafana leaves the name as it stands. The query then asks for something that nobody has.",
  },
  "template-unused-variable": {
    wants: "Every variable is used.",
    why: "A list at the top that does nothing makes people believe that they have chosen something.",
  },
  "panel-id": {
    wants: "Every panel has an id of its own.",
    why: "Links, alerts and annotations name a panel by it. With one id twice, one of the two panels is shown in both places.",
  },
  "panel-overlap": {
    wants: "Panels lie in the 24 columns of the grid, and not on each other.",
    why: "Grafana pushes them apart, so that the page looks other than it was meant.",
  },
  "panel-library": {
    wants: "No panel is one of the library.",
    why: "File provisioning cannot load library panels: their place stays empty.",
    how: "`belvedere dashboards import FILE` puts the panel's model in its place, where the export has it.",
  },
  "panel-angular": {
    wants: "No panel is one of AngularJS.",
    why: "Grafana 12 took AngularJS out. Its own old panels are shown by new ones, more or less alike; those of plugins are not shown at all.",
  },
  "panel-plugin": {
    wants: "A panel comes with Grafana, or its plugin is installed.",
    why: "A panel without its plugin stays empty.",
    how: "List the plugin in `grafana.values.plugins`.",
  },
  "panel-datasource-rule": {
    wants: "Panels name their datasource by a variable.",
    why: "With a uid in it a dashboard serves one tenant and one cluster only.",
  },
  "panel-title-description-rule": {
    wants: "A panel has a title and a description.",
    why: "Who is woken at night has to know what a panel shows and what a bad value means.",
  },
  "panel-units-rule": {
    wants: "A panel has a unit that Grafana knows.",
    why: "A bare number may be seconds or milliseconds. Grafana hangs a unit that it does not know behind the number as text, and scales nothing.",
    how: "`none` and `short` are units, and `suffix:TEXT` takes any text.",
  },
  "panel-no-targets-rule": { wants: "A panel has a query.", why: 'It shows "No data" for ever.' },
  "datasource-declared": {
    wants: "Every datasource that is named is there.",
    why: "A panel whose datasource is not found stays empty. The default of a Grafana is anybody's to change.",
  },
  "target-promql-rule": {
    wants: "A query is PromQL that Prometheus takes: syntax, types, and a regular expression that it can read.",
    why: "The panel shows an error in the place of a graph.",
  },
  "target-logql-rule": {
    wants: "A query is LogQL that Loki takes.",
    why: "The panel shows an error in the place of a graph.",
  },
  "target-traceql-rule": {
    wants: "A query is TraceQL that Tempo takes.",
    why: "The panel shows an error in the place of traces.",
  },
  "target-rate-interval-rule": {
    wants: "`rate`, `irate` and `increase` over time have the window `[$__rate_interval]`.",
    why: "A fixed window skips samples when one zooms out, and holds too few when scrapes are rare: peaks vanish.",
  },
  "target-logql-auto-rule": {
    wants: "Windows of LogQL over time are `[$__auto]`.",
    why: "A fixed window skips lines when one zooms out.",
  },
  "target-job-rule": {
    wants: "Where a dashboard has a variable `job`, its queries use it.",
    why: "A panel that does not heed what was chosen shows something else than its neighbours.",
  },
  "target-instance-rule": {
    wants: "Where a dashboard has a variable `instance`, its queries use it.",
    why: "A panel that does not heed what was chosen shows something else than its neighbours.",
  },
  "target-counter-agg-rule": {
    wants: "A counter stands in `rate`, `irate` or `increase`.",
    why: "A counter only ever rises, and falls to 0 with every restart. A sum of several is wrong from the first restart on.",
  },
  "promql/syntax": {
    wants: "The expression of an alert is PromQL.",
    why: "Prometheus does not start with a rule that it cannot read.",
  },
  "promql/series": {
    wants: "Metrics and labels are ones that the platform has.",
    why: "A query for a metric that nobody exposes gives nothing, and looks as if all were well. So does a matcher on a label that the metric lacks.",
    how: "The nearest name stands in the message. Metrics of your own services are left alone unless they look like one of ours.",
  },
  "promql/counter": {
    wants: "In an alert too, a counter stands in `rate`, `irate` or `increase`.",
    why: "A threshold on a bare counter fires once and for ever, or never.",
  },
  "promql/rate": {
    wants: "`rate` is of a counter, and over two scrapes at least.",
    why: "A window with one sample gives nothing. The rate of a gauge is a number without a meaning.",
  },
  "promql/impossible": {
    wants: "Both sides of an operator have labels in common.",
    why: "They never match, and the result is always empty.",
  },
  "promql/regexp": {
    wants: "A regular expression is one of RE2, and can match.",
    why: "Prometheus refuses lookarounds and back references. What can never match gives nothing, without a word.",
  },
  "logql/syntax": {
    wants: "The expression of an alert on logs is LogQL.",
    why: "Loki's ruler does not load a rule that it cannot read.",
  },
  "alerts/absent": {
    wants: "An alert on `absent()` waits for two scrapes.",
    why: "One scrape that is late would wake somebody.",
  },
  "alerts/annotation": {
    wants: "An alert has a summary and a description.",
    why: "Who gets it has to know what is wrong, where, and what it means.",
  },
  "alerts/comparison": { wants: "An alert has a condition.", why: "Without one it fires as long as there is data." },
  "alerts/for": {
    wants: "`for` and `keepFiringFor` are multiples of the group's interval.",
    why: "Between two evaluations nothing can change: the alert would wait longer than it says.",
  },
  "alerts/runbook": { wants: "An alert has a runbook.", why: "An alert that nobody can act on is noise." },
  "alerts/template": {
    wants: "Templates can be read, and name labels that the alert has.",
    why: "A label that was aggregated away is empty in the message. A value in a label makes a new alert with every evaluation.",
  },
  "alerts/test": {
    wants: "An alert has a test in which it fires, and one in which it stays silent.",
    why: "Nobody sees that an alert cannot fire until it should have.",
  },
  "group/interval": {
    wants: "The interval of a group is a multiple of 10 s.",
    why: "Grafana does not start with another.",
  },
  "rule/duplicate": {
    wants: "No two alerts and no two groups have one name.",
    why: "The second overwrites the first.",
  },
  "rule/label": {
    wants: "Labels have names that Prometheus takes, and are not ones that the alert sets itself.",
    why: "`severity` and `alertname` decide where an alert goes.",
  },
  "rule/name": {
    wants: "Names of alerts, groups and recordings are of the form that Grafana and Prometheus take.",
    why: "Both refuse a whole file for one name.",
  },
  "rule/owner": { wants: "A group of alerts has a team.", why: "What nobody looks after nobody mends." },
};
