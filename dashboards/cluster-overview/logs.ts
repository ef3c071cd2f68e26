import type { Row } from "../../src/dashboard";
import { defineSignal, logql } from "../../src/dashboard";

/** Words of trouble, in lines of any format. */
const ERRORS = logql`{namespace=~"$namespace"} |~ "(?i)\\b(error|fatal|panic|exception)\\b"`;

export const logs: Row = {
  title: "Logs",
  // Read only when somebody looks: a search by words goes through every line.
  collapsed: true,
  panels: [
    {
      kind: "timeseries",
      key: "log-errors-rate",
      title: "Lines with errors by namespace",
      description: "Lines that hold error, fatal, panic or exception. A step up marks when it began.",
      queries: [
        {
          signal: defineSignal({
            expr: logql`sum by (namespace) (count_over_time(${ERRORS} [$__auto]))`,
            unit: "short",
            min: 0,
          }),
          legend: "{{namespace}}",
        },
      ],
      width: 24,
    },
    {
      kind: "logs",
      key: "log-errors",
      title: "Lines with errors",
      description: "The newest lines that hold error, fatal, panic or exception, of the chosen namespaces.",
      queries: [{ signal: defineSignal({ expr: ERRORS, unit: "none" }) }],
    },
  ],
};
