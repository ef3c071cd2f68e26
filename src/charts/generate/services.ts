import type { ContractPort, ContractService } from "../contract";
import { RenderError } from "./helm";
import {
  type ContainerSpec,
  isService,
  isWorkload,
  type Labels,
  type Manifest,
  type ServicePortSpec,
} from "./manifests";
import { NO_WORD, templateOf } from "./names";
import { keyed, type Renderings } from "./renderings";

/** The services of a chart, with names and selectors as functions of the release. */
export function contractServices(renderings: Renderings): ContractService[] {
  const pods = renderings.base.filter(isWorkload);
  return keyed(renderings, isService).map(({ key, rule, manifest }) => ({
    key,
    ...rule,
    type: manifest.spec?.type ?? "ClusterIP",
    ports: (manifest.spec?.ports ?? []).map((port) => contractPort(port, selectedContainers(manifest, pods))),
    selector: selectorTemplate(manifest),
  }));
}

function contractPort(port: ServicePortSpec, containers: readonly ContainerSpec[]): ContractPort {
  const targetPort = port.targetPort ?? port.port;
  const plain = {
    name: port.name ?? String(port.port),
    port: port.port,
    targetPort,
    containerPort: typeof targetPort === "number" ? targetPort : portNamed(targetPort, containers),
  };
  return port.protocol === undefined || port.protocol === "TCP" ? plain : { ...plain, protocol: port.protocol };
}

function portNamed(name: string, containers: readonly ContainerSpec[]): number {
  const ports = containers.flatMap((container) => container.ports ?? []);
  const found = ports.find((port) => port.name === name);
  if (found === undefined) throw new RenderError(`a service points to port "${name}", which none of its pods has`);
  return found.containerPort;
}

function selectedContainers(service: Manifest, workloads: readonly Manifest[]): ContainerSpec[] {
  const selector = Object.entries(service.spec?.selector ?? {});
  const selected = workloads.filter(({ spec }) => {
    const labels: Labels = spec?.template?.metadata?.labels ?? {};
    return selector.every(([label, value]) => labels[label] === value);
  });
  const pods = selected.flatMap(({ spec }) => (spec?.template === undefined ? [] : [spec.template.spec]));
  return pods.flatMap((pod) => [...pod.containers, ...(pod.initContainers ?? [])]);
}

function selectorTemplate(service: Manifest): Labels {
  const labels = Object.entries(service.spec?.selector ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(labels.map(([label, value]) => [label, templateOf(value, NO_WORD)]));
}
