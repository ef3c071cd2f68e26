import type { Alert } from "../../src/alert";
import type { Panel } from "../../src/dashboard";

interface AlertPanelProps {
  readonly title: string;
  /** What is seen; that the line is the alert's is said for it. */
  readonly description: string;
  readonly legend: string;
}

/** A panel of what an alert watches, under the key that the alert names, with the alert's line. */
export function alertPanel(alert: Alert, { title, description, legend }: AlertPanelProps): Panel {
  const { panel } = alert;
  return {
    kind: "timeseries",
    key: panel !== undefined && "key" in panel ? panel.key : alert.name,
    title,
    description: `${description} The line is ${alert.name}.`,
    queries: [{ signal: alert.signal, legend }],
    thresholds: [alert],
  };
}
