import { scrapeAnnotations } from "../../src/charts";
import { sizedValues } from "../../src/sizing/containers";
import type { ReleasedProps } from "../../src/terraform";
import { collectorValue } from "./config";
import { collectorConfig, type PipelineProps } from "./pipelines";

/** The distribution for Kubernetes: a third of the size of `contrib`, and tail sampling is in it. */
const IMAGE = "docker.io/otel/opentelemetry-collector-k8s";

const USER = 10001;

/** Helm values of the collector: one Deployment with one replica, since a trace is decided on where all of it is. */
export function otelCollectorValues(props: PipelineProps & Pick<ReleasedProps, "size">): Record<string, unknown> {
  return {
    ...sizedValues("opentelemetry-collector", props.size),
    mode: "deployment",
    replicaCount: 1,
    image: { repository: IMAGE },
    config: collectorValue(collectorConfig(props)),
    ports: ports(props.jaeger ?? false),
    podAnnotations: scrapeAnnotations("opentelemetry-collector", "opentelemetry-collector"),
    podSecurityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      seccompProfile: { type: "RuntimeDefault" },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    },
    serviceAccount: { automountServiceAccountToken: false },
  };
}

/** The chart opens all that its own configuration listens at. */
function ports(jaeger: boolean) {
  return {
    "jaeger-compact": { enabled: false },
    "jaeger-grpc": { enabled: jaeger },
    "jaeger-thrift": { enabled: jaeger },
    metrics: { enabled: true },
    zipkin: { enabled: false },
  };
}
