import { type ContractPort, type ContractService, contractOf, type NameRule } from "./contract";
import { type ChartName, chartPin } from "./lock";

/** A service of a release, at one of its ports. */
export interface ServicePort {
  /** Name of the Kubernetes Service. */
  readonly name: string;
  readonly port: number;
  /** The port of the pods, which a NetworkPolicy has to admit. */
  readonly containerPort: number;
}

/** What a release puts into a selector. */
export interface ReleaseName {
  readonly release: string;
  readonly namespace: string;
}

const LONGEST_NAME = 63;

/** The name that the chart gives to its main objects. */
export function fullname(chart: ChartName, release: string): string {
  const { package: own } = chartPin(chart);
  return release.includes(own) ? release : `${release}-${own}`;
}

/**
 * Name and port of a service, such as `serviceOf("loki", "loki", "gateway", "http-metrics")`.
 * @throws Error naming what exists, for a service or port that the chart has not.
 */
export function serviceOf(chart: ChartName, release: string, serviceKey: string, portName: string): ServicePort {
  const service = serviceByKey(chart, serviceKey);
  const { port, containerPort } = portByName(chart, service, portName);
  return { name: nameOf(service, release), port, containerPort };
}

/**
 * Labels that select the pods behind a service: what a NetworkPolicy needs.
 * @throws Error naming what exists, for a service that the chart has not.
 */
export function selectorOf(chart: ChartName, serviceKey: string, names: ReleaseName): Readonly<Record<string, string>> {
  const labels = Object.entries(serviceByKey(chart, serviceKey).selector);
  return Object.fromEntries(labels.map(([label, template]) => [label, fill(template, names)]));
}

/**
 * A port of a workload's pods.
 * @throws Error naming what exists, for a workload or port that the chart has not.
 */
export function podPortOf(chart: ChartName, workloadKey: string, portName: string): number {
  const { workloads } = contractOf(chart);
  const workload = workloads.find(({ key }) => key === workloadKey);
  if (workload === undefined)
    throw new Error(`chart ${chart} has no workload "${workloadKey}", but ${listed(workloads.map(({ key }) => key))}`);
  const port = workload.ports[portName];
  if (port !== undefined) return port;
  throw new Error(
    `pods of "${workloadKey}" of chart ${chart} have no port "${portName}", but ${listed(Object.keys(workload.ports))}`,
  );
}

/**
 * The name that a rule gives for a release.
 * @throws Error for a release whose name is so long that the chart would cut it.
 */
export function nameOf(rule: NameRule, release: string): string {
  const name = fill(templateFor(rule, release), { release, namespace: "" });
  if (name.length <= LONGEST_NAME) return name;
  throw new Error(`release "${release}": "${name}" is longer than ${LONGEST_NAME} characters, give it a shorter name`);
}

function templateFor(rule: NameRule, release: string): string {
  const words = Object.entries(rule.whenReleaseContains ?? {}).sort(([a], [b]) => b.length - a.length);
  return words.find(([word]) => release.includes(word))?.[1] ?? rule.name;
}

function fill(template: string, names: ReleaseName): string {
  return template.replaceAll("{release}", names.release).replaceAll("{namespace}", names.namespace);
}

function serviceByKey(chart: ChartName, key: string): ContractService {
  const { services } = contractOf(chart);
  const service = services.find((candidate) => candidate.key === key);
  if (service !== undefined) return service;
  throw new Error(`chart ${chart} has no service "${key}", but ${listed(services.map((known) => known.key))}`);
}

function portByName(chart: ChartName, service: ContractService, name: string): ContractPort {
  const port = service.ports.find((candidate) => candidate.name === name);
  if (port !== undefined) return port;
  const known = service.ports.map((candidate) => candidate.name);
  throw new Error(`service "${service.key}" of chart ${chart} has no port "${name}", but ${listed(known)}`);
}

function listed(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ") || "none";
}
