/** Title of a message, in Go's template language, which both engines speak: `[FIRING:2] NodeNotReady (critical)`. */
export const MESSAGE_TITLE =
  '[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}] ' +
  "{{ .CommonLabels.alertname }} ({{ .CommonLabels.severity }})";

const ALERT_TEXT =
  "*{{ .Annotations.summary }}*\n{{ .Annotations.description }}\n" +
  "{{ if .Annotations.runbook_url }}<{{ .Annotations.runbook_url }}|Runbook> {{ end }}";

/** Text of a message from Alertmanager: every alert with what it means and its runbook. */
export const ALERTMANAGER_TEXT = `{{ range .Alerts }}${ALERT_TEXT}<{{ .GeneratorURL }}|Query>\n{{ end }}`;

/** Text of a message from Grafana, which knows links of its own. */
export const GRAFANA_TEXT =
  `{{ range .Alerts }}${ALERT_TEXT}` +
  "{{ if .PanelURL }}<{{ .PanelURL }}|Panel> {{ end }}" +
  "{{ if .SilenceURL }}<{{ .SilenceURL }}|Silence>{{ end }}\n{{ end }}";
