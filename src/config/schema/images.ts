import { z } from "zod";

/** Host with a dot or a port, as container runtimes tell a registry from a path of Docker Hub; then perhaps a path. */
export const REGISTRY =
  /^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+|[a-z0-9-]+(?=:))(?::[0-9]{1,5})?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/;

/** Where the container images come from. */
export const images = z
  .strictObject({
    registry: z
      .string()
      .regex(
        REGISTRY,
        "must be a host with a dot or a port, and perhaps a path, without a scheme, such as registry.zai.dev/mirror",
      )
      .optional()
      .meta({
        description:
          "Registry that holds copies of all images, each at its own path: `quay.io/prometheus/prometheus` is pulled from `<registry>/prometheus/prometheus`, by the same tag. `belvedere charts images FILE` lists what to copy.",
        examples: ["registry.zai.dev/mirror"],
      }),
    pullSecret: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "must be the name of a Kubernetes Secret")
      .optional()
      .meta({
        description:
          "Secret of type kubernetes.io/dockerconfigjson by which every pod pulls. You bring it into each namespace; `belvedere show` lists them.",
        examples: ["registry-login"],
      }),
  })
  .prefault({})
  .meta({
    description: "Where the container images come from.",
    examples: [{ registry: "registry.zai.dev/mirror", pullSecret: "registry-login" }],
  });

export type ImagesConfig = z.output<typeof images>;
