import { z } from "zod";

/** What keeps the platform's namespaces apart from each other and from others. */
export const isolation = z
  .strictObject({
    quotas: z
      .boolean()
      .default(true)
      .meta({
        description:
          "Bound what the pods of each namespace may ask for together, at twice what the platform itself asks for there, and give sizes to containers that name none. Where agents stand on every node, only with node pools: the nodes of an existing cluster are not ours to count.",
        examples: [false],
      }),
  })
  .prefault({})
  .meta({ description: "What keeps the platform's namespaces apart.", examples: [{ quotas: true }] });
