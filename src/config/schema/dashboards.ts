import { z } from "zod";
import { ignored } from "./ignored";

const file = z
  .string()
  .regex(
    /^(?!\/).+\.(json|[cm]?[jt]s)$/,
    "must be a relative path of a .json or .ts file, such as ./dashboards/orders.json",
  );

const ignore = ignored({
  panel: z
    .string()
    .optional()
    .meta({ description: "Title of the panel. Without it: the whole dashboard.", examples: ["Score"] }),
}).meta({
  id: "IgnoredRule",
  description: "A rule that is left aside.",
  examples: [{ rule: "panel-units-rule", panel: "Score", reason: "The score has no unit." }],
});

const entry = z
  .strictObject({
    file: file.meta({ description: "The file, relative to this one.", examples: ["./dashboards/orders.json"] }),
    folder: z
      .string()
      .regex(/^[^/.][^/]*$/, "must be one name without a slash or a leading dot")
      .optional()
      .meta({
        description: "Title of its folder in Grafana. Without it: `Own`, or what a dashboard in code says.",
        examples: ["Shop"],
      }),
    ignore: z
      .array(ignore)
      .default([])
      .meta({
        description: "Rules that are left aside, each with the reason.",
        examples: [[{ rule: "panel-units-rule", panel: "Score", reason: "The score has no unit." }]],
      }),
  })
  .meta({ id: "OwnDashboard", description: "A dashboard.", examples: [{ file: "./dashboards/orders.json" }] });

export const dashboards = z
  .array(z.union([file, entry]))
  .default([])
  .meta({
    description:
      "Dashboards of your own: JSON as Grafana exports it, or TypeScript, which needs `--allow-typescript`. docs/dashboards.md says more.",
    examples: [["./dashboards/orders.json"]],
  });
