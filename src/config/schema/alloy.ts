import { z } from "zod";
import { pods } from "./alloy-pods";
import { duration, helmValues, quantity } from "./common";

const events = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .meta({ description: "Keep Kubernetes events as logs.", examples: [true] }),
    values: helmValues,
  })
  .prefault({})
  .meta({ description: "Kubernetes events, by one pod for the whole cluster.", examples: [{ enabled: false }] });

const journal = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .meta({ description: "Keep the journal of the nodes, too.", examples: [true] }),
    path: z
      .string()
      .regex(/^(\/[A-Za-z0-9._-]+)+$/, "must be an absolute path")
      .default("/var/log/journal")
      .meta({
        description: "Folder of the journal on the nodes; `/run/log/journal` where it is not kept over a restart.",
        examples: ["/run/log/journal"],
      }),
    maxAge: duration.default("7h").meta({ description: "How far back a new agent reads.", examples: ["7h"] }),
    values: helmValues,
  })
  .prefault({})
  .meta({
    description:
      "Journal of the nodes: agents of their own in `node-agents`, since its folder on the node can be mounted there alone.",
    examples: [{ enabled: true }],
  });

const push = z
  .strictObject({
    batchSize: quantity.default("1Mi").meta({ description: "Logs of one request at most.", examples: ["1Mi"] }),
    batchWait: duration
      .default("1s")
      .meta({ description: "How long a request waits until it is full.", examples: ["1s"] }),
    maxBackoff: duration.default("5m").meta({ description: "Longest wait between two attempts.", examples: ["1m"] }),
    retries: z
      .int()
      .min(1)
      .max(100)
      .default(20)
      .meta({ description: "Attempts before a request is given up.", examples: [50] }),
  })
  .prefault({})
  .meta({ description: "How logs are sent to Loki, and what happens when it is away.", examples: [{ retries: 50 }] });

export const alloy = z
  .strictObject({ pods, events, journal, push, values: helmValues })
  .prefault({})
  .meta({
    description: "Alloy, the agent on every node that ships the logs of all pods.",
    examples: [{ pods: { drop: [{ line: "GET /healthz" }] } }],
  });
