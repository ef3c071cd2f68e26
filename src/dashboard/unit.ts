/** Unit ids of Grafana that are in use here; `suffix:` takes any text. */
export type Unit =
  | "none"
  | "short"
  | "percent"
  | "percentunit"
  | "bytes"
  | "Bps"
  | "binBps"
  | "s"
  | "ms"
  | "reqps"
  | "ops"
  | "cps"
  | "bool"
  | "dateTimeFromNow"
  | `suffix:${string}`;
