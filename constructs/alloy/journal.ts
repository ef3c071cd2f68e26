import { type Block, expression, forwardTo } from "./river";
import { goDuration } from "./stages";
import { LOKI } from "./write";

/** The journal of a node. */
export interface Journal {
  /** Its folder on the node. @default /var/log/journal */
  readonly path?: string;
  /** How far back a new agent reads. @default 7h */
  readonly maxAge?: string;
}

export const JOURNAL_FOLDER = "/var/log/journal";

/** Beside a line, and not among its labels: units come and go with every container. */
const FIELDS: readonly (readonly [source: string, target: string])[] = [
  ["__journal__systemd_unit", "unit"],
  ["__journal_priority_keyword", "level"],
  ["__journal_syslog_identifier", "program"],
];

/** Pipeline: the journal of this node. */
export function journalLogs({ path = JOURNAL_FOLDER, maxAge = "7h" }: Journal): readonly Block[] {
  const names = FIELDS.map(([, name]) => name);
  return [
    {
      name: "loki.relabel",
      label: "journal",
      attributes: { forward_to: [] },
      blocks: [
        ...FIELDS.map(([from, target]) => ({
          name: "rule",
          attributes: { source_labels: [from], target_label: target },
        })),
        { name: "rule", attributes: { source_labels: ["__journal__hostname"], target_label: "node" } },
      ],
    },
    {
      name: "loki.source.journal",
      label: "node",
      attributes: {
        path,
        max_age: goDuration(maxAge),
        relabel_rules: expression("loki.relabel.journal.rules"),
        labels: { pairs: { job: "journal" } },
        forward_to: forwardTo("loki.process.journal"),
      },
    },
    {
      name: "loki.process",
      label: "journal",
      attributes: { forward_to: forwardTo(LOKI) },
      blocks: [
        {
          name: "stage.structured_metadata",
          attributes: { values: { pairs: Object.fromEntries(names.map((name) => [name, ""])) } },
        },
        { name: "stage.label_drop", attributes: { values: names } },
      ],
    },
  ];
}
