/** Title of a message, in Go's template language, which both engines speak: `[FIRING:2] NodeNotReady (critical)`. */
export const MESSAGE_TITLE =
  '[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}] ' +
  "{{ .CommonLabels.alertname }} ({{ .CommonLabels.severity }})";

/** Where messages lead people. */
export interface MessageLinks {
  /** How a link is written: Slack's own way, or as a bare address. */
  readonly style: "slack" | "plain";
  /** Address of Grafana, for what is not sent by itself: Alertmanager has no page that people can open. @default Grafana sends it */
  readonly grafana?: string;
}

/**
 * Text of a message: each alert with what it means, its runbook, its panel, and the page that silences it. A runbook that
 * stands in the alerts itself comes once, at the end.
 */
export function messageText({ style, grafana }: MessageLinks): string {
  const bold = style === "slack" ? "*" : "";
  const link = style === "slack" ? slackLink : plainLink;
  const alert =
    `${bold}{{ .Annotations.summary }}${bold}\n{{ .Annotations.description }}\n` +
    `{{ if .Annotations.runbook_url }}${link("Runbook", "{{ .Annotations.runbook_url }}")}{{ end }}` +
    (grafana === undefined ? grafanaLinks(link) : alertmanagerLinks(grafana, link));
  const runbook = "{{ if .CommonAnnotations.runbook }}\n{{ .CommonAnnotations.runbook }}\n{{ end }}";
  return `{{ range .Alerts }}${alert}\n{{ end }}${runbook}`;
}

type Link = (title: string, address: string) => string;

function slackLink(title: string, address: string): string {
  return `<${address}|${title}> `;
}

function plainLink(title: string, address: string): string {
  return `${title}: ${address}\n`;
}

/** What Grafana knows of its own alerts. */
function grafanaLinks(link: Link): string {
  return (
    `{{ if .PanelURL }}${link("Panel", "{{ .PanelURL }}")}{{ end }}` +
    `{{ if .SilenceURL }}${link("Silence", "{{ .SilenceURL }}")}{{ end }}`
  );
}

/** The same pages for alerts of Prometheus: the panel from an annotation, the silence at Grafana's view of Alertmanager. */
function alertmanagerLinks(grafana: string, link: Link): string {
  const matchers = "{{ range .Labels.SortedPairs }}&matcher={{ .Name }}%3D{{ .Value | urlquery }}{{ end }}";
  return (
    `{{ if .Annotations.dashboard_url }}${link("Panel", "{{ .Annotations.dashboard_url }}")}{{ end }}` +
    link("Silence", `${grafana}/alerting/silence/new?alertmanager=Alertmanager${matchers}`)
  );
}
