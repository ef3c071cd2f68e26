import type { Construct } from "constructs";
import { LABELS } from "./labels";
import { lightResource } from "./light-resource";
import { confined, confinedPod, type Program, podsCalled, type Surroundings } from "./pod";
import { resource } from "./resource";
import { ServiceEndpoint } from "./service-endpoint";

export interface DeploymentProps extends Surroundings {
  readonly namespace: string;
  /** What the Deployment, its Service and its pods are called. */
  readonly name: string;
  readonly program: Omit<Program, "name">;
  /** Port at which the program answers, without TLS. */
  readonly port: number;
  /** Annotations of its pod. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What `kubectl rollout restart` writes: a plan that took it back would restart the pod once more. */
const RESTARTED = 'spec[0].template[0].metadata[0].annotations["kubectl.kubernetes.io/restartedAt"]';

const Deployment = lightResource("kubernetes_deployment_v1");
const Service = lightResource("kubernetes_service_v1");

/** One pod that keeps nothing, and its Service. The old pod goes before the new one comes, so that it needs no room beside. */
export function deployment(scope: Construct, id: string, props: DeploymentProps): ServiceEndpoint {
  const { namespace, name, port } = props;
  const pods = podsCalled(namespace, name);
  const metadata = { name, namespace, labels: { ...LABELS, ...pods.labels } };
  const container = confined({ ...props.program, name }, props);
  resource(Deployment, scope, id, {
    metadata,
    spec: {
      replicas: "1",
      selector: { matchLabels: pods.labels },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "0", maxUnavailable: "1" } },
      template: {
        metadata: { labels: metadata.labels, annotations: { ...props.annotations } },
        spec: {
          ...confinedPod(props),
          container: [
            {
              ...container,
              port: [{ name: "http", containerPort: port }],
              readinessProbe: listens(port),
              livenessProbe: listens(port),
            },
          ],
        },
      },
    },
    lifecycle: { ignoreChanges: [RESTARTED] },
  });
  resource(Service, scope, `${id}-service`, {
    metadata,
    spec: { selector: pods.labels, port: [{ name: "http", port, targetPort: "http" }] },
  });
  return new ServiceEndpoint(`${name}.${namespace}.svc`, port, { pods, port });
}

function listens(port: number) {
  return { tcpSocket: { port: String(port) } };
}
