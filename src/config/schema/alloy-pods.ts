import { z } from "zod";
import { duration, kubernetesName, lineSize } from "./common";
import { regularExpression } from "./regular-expression";

const labelValue = z
  .string()
  .regex(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/, "must be the value of a label: letters, digits, ., _, -");

/** Name of structured metadata, as of a label. */
const fieldName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, "must be a name: letters, digits and underscores, no digit first");

const fieldPath = z
  .string()
  .regex(/^[^\s.="{}]+(\.[^\s.="{}]+)*$/, "must be a field such as level, or a path to it such as request.id");

const match = z
  .strictObject({
    namespace: kubernetesName.optional().meta({ description: "Namespace of the pods.", examples: ["orders"] }),
    app: labelValue.optional().meta({ description: "Their label `app.kubernetes.io/name`.", examples: ["api"] }),
    container: kubernetesName.optional().meta({ description: "Name of the container.", examples: ["nginx"] }),
  })
  .refine((given) => Object.keys(given).length > 0, "must have namespace, app or container")
  .meta({ description: "Whose lines.", examples: [{ namespace: "orders", app: "api" }] });

const everywhere = match.optional().meta({
  description: "Whose lines. Without it: everybody's.",
  examples: [{ namespace: "orders" }],
});

const parse = z
  .strictObject({
    match,
    format: z
      .enum(["json", "logfmt"])
      .optional()
      .meta({ description: "How a line is written. Without it: plain text.", examples: ["json"] }),
    fields: z
      .record(fieldName, fieldPath)
      .default({ level: "level" })
      .meta({
        description: "What becomes structured metadata of a line, by the name it gets. Read only with `format`.",
        examples: [{ level: "level", trace_id: "trace.id" }],
      }),
    timestamp: z
      .strictObject({
        field: fieldPath.meta({ description: "Field that has it.", examples: ["time"] }),
        format: z
          .enum(["RFC3339", "RFC3339Nano", "Unix", "UnixMs", "UnixUs", "UnixNs"])
          .default("RFC3339Nano")
          .meta({ description: "How it is written.", examples: ["UnixMs"] }),
      })
      .optional()
      .meta({
        description: "Time of a line, of its own field. Without it: when the container wrote it.",
        examples: [{ field: "time" }],
      }),
    multiline: z
      .strictObject({
        firstLine: regularExpression.meta({
          description: "What only the first line of an entry matches (RE2).",
          examples: ["^\\d{4}-\\d{2}-\\d{2}"],
        }),
        maxLines: z
          .int()
          .min(2)
          .max(10_000)
          .default(128)
          .meta({ description: "Lines of one entry at most.", examples: [500] }),
        maxWait: duration
          .default("3s")
          .meta({ description: "How long an entry waits for its next line.", examples: ["3s"] }),
      })
      .optional()
      .meta({
        description: "Joins the lines of one entry, such as those of a stack trace.",
        examples: [{ firstLine: "^\\S" }],
      }),
  })
  .refine(
    ({ format, multiline }) => format !== undefined || multiline !== undefined,
    "must have format, multiline or both",
  );

const drop = z
  .strictObject({
    match: everywhere,
    line: regularExpression.optional().meta({
      description: "Lines that match it (RE2). Without it: all lines of `match`.",
      examples: ["GET /healthz"],
    }),
  })
  .refine((rule) => rule.match !== undefined || rule.line !== undefined, "must have match, line or both");

const redact = z.strictObject({
  match: everywhere,
  pattern: regularExpression.meta({
    description: "What is replaced (RE2): its groups in parentheses, or all of it where it has none.",
    examples: ["password=(\\S+)"],
  }),
  replacement: z
    .string()
    .max(1000)
    .default("<redacted>")
    .meta({ description: "Plain text that stands there instead.", examples: ["***"] }),
});

/** What is done with the logs of pods. */
export const pods = z
  .strictObject({
    nodeLabel: z
      .boolean()
      .default(false)
      .meta({
        description: "Give every stream the label `node`: one more stream for each move of a pod.",
        examples: [true],
      }),
    parse: z
      .array(parse)
      .default([])
      .meta({
        description: "How lines of some pods are read.",
        examples: [[{ match: { namespace: "orders" }, format: "json" }]],
      }),
    drop: z
      .array(drop)
      .default([])
      .meta({ description: "Lines that are not kept.", examples: [[{ line: "GET /healthz" }]] }),
    redact: z
      .array(redact)
      .default([])
      .meta({
        description: "What is replaced in lines before they leave the node.",
        examples: [[{ pattern: "password=(\\S+)" }]],
      }),
    maxLineSize: lineSize
      .default("256Ki")
      .meta({ description: "What is longer is cut to it. At most what Loki takes.", examples: ["64Ki"] }),
    rateLimit: z
      .strictObject({
        linesPerSecond: z
          .int()
          .min(1)
          .meta({ description: "Lines per second and node.", examples: [2000] }),
        burst: z
          .int()
          .min(1)
          .meta({ description: "Lines at once.", examples: [10_000] }),
        excess: z
          .enum(["hold", "drop"])
          .default("hold")
          .meta({
            description:
              "What happens to more: `hold` reads slower, for all pods of the node; `drop` counts per namespace, and loses lines.",
            examples: ["drop"],
          }),
      })
      .optional()
      .meta({
        description: "How many lines an agent sends. Without it: as many as Loki takes.",
        examples: [{ linesPerSecond: 2000, burst: 10_000 }],
      }),
  })
  .prefault({})
  .meta({
    description:
      'Logs of pods. A pod or a namespace with the annotation `belvedere.dev/logs: "false"` keeps them to itself.',
    examples: [{ drop: [{ line: "GET /healthz" }] }],
  });
