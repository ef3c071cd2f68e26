import type { ReleaseConfig } from "@cdktf/provider-helm/lib/release";
import type { Construct } from "constructs";
import { Document, stringify, visit } from "yaml";
import {
  type ChartName,
  type HelmValues as ChartValues,
  chartPin,
  checkValues,
  type ImageSource,
  imageValues,
  mergeValues,
  metricsPort,
  podPortOf,
  selectorOf,
  serviceOf,
} from "../charts";
import type { Pods } from "../network";
import { InputError } from "../problem";
import type { Size } from "../sizing/profiles";
import { tooLarge } from "../stored-size";
import type { ComponentProps, Dependable } from "./component";
import { splitLate } from "./late-values";
import { lightResource } from "./light-resource";
import { resource } from "./resource";
import { type Backend, ServiceEndpoint } from "./service-endpoint";

/** Values of a Helm release. */
export type HelmValues = Readonly<Record<string, unknown>>;

/** What every component of one Helm release takes. */
export interface ReleasedProps extends ComponentProps {
  readonly namespace: string;
  /** What containers ask for. @default small */
  readonly size?: Size | undefined;
  /** Helm repository instead of the chart's own. @default - the repository of the lock */
  readonly mirror?: string | undefined;
  /** Registry that holds copies of the images, and the Secret to pull by. @default - each image's own registry */
  readonly images?: ImageSource | undefined;
  /** The user's values, merged over ours: maps deeply, lists replaced, null removes. @default - none */
  readonly overrides?: HelmValues | undefined;
}

/** The same for a component that Prometheus scrapes. */
export interface ScrapedProps extends ReleasedProps {
  /** Pods that scrape its metrics. @default - no wire leads from any */
  readonly scrapedBy?: Pods | undefined;
}

const HelmRelease = lightResource("helm_release");

/** How long Helm waits for a release to be ready. */
const TIMEOUT_SECONDS = 600;

/** Old revisions that Helm keeps as Secrets in the namespace. */
const MAX_HISTORY = 5;

/** What a component hands on to its release as it got it. */
type Handed = Pick<ReleasedProps, "namespace" | "mirror" | "images" | "overrides">;

export function released({ namespace, mirror, images, overrides }: Handed): Handed {
  return { namespace, mirror, images, overrides };
}

export interface ReleaseProps extends Handed {
  readonly chart: ChartName;
  /** Name of the release. @default - what the chart's repository calls it */
  readonly name?: string;
  readonly values: HelmValues;
  /** What has to be there before. @default - what the component waits for */
  readonly after?: readonly Dependable[];
}

/**
 * One Helm release of a locked chart. Atomic: an upgrade that fails is rolled back.
 *
 * @throws InputError when a value is not known to the chart, or the values are more than Kubernetes stores.
 */
export class Release {
  /** For what has to wait until the release is ready. */
  readonly ready: Dependable;
  private readonly chart: ChartName;
  private readonly name: string;
  private readonly namespace: string;

  constructor(scope: Construct, id: string, props: ReleaseProps) {
    const pin = chartPin(props.chart);
    this.chart = props.chart;
    this.name = props.name ?? pin.package;
    this.namespace = props.namespace;
    const ours = mergeValues(props.values as ChartValues, imageValues(props.chart, props.images ?? {}));
    const values = mergeValues(ours, (props.overrides ?? {}) as ChartValues);
    const problems = checkValues(props.chart, values, `${scope.node.path}: values`);
    if (problems.length > 0) throw new InputError(problems);
    const { known, late } = splitLate(values);
    const text = valuesText(known);
    // Most of them end in one ConfigMap of the chart, and all of them twice in the record of the release.
    const message = tooLarge("Helm values", Buffer.byteLength(text), "fewer rules, jobs or routes");
    if (message !== undefined) throw new InputError([{ path: `${scope.node.path}: values`, message }]);
    this.ready = helmRelease(scope, id, {
      ...(props.after === undefined ? {} : { dependsOn: [...props.after] }),
      name: this.name,
      namespace: props.namespace,
      repository: props.mirror ?? pin.repository,
      chart: pin.package,
      version: pin.version,
      values: [text],
      ...(late.length === 0 ? {} : { set: [...late] }),
    });
  }

  /**
   * Where one of the release's services answers, as the chart names it.
   *
   * @throws Error when the chart has no such service or port.
   */
  service(service: string, port: string): ServiceEndpoint {
    const found = serviceOf(this.chart, this.name, service, port);
    return new ServiceEndpoint(`${found.name}.${this.namespace}.svc`, found.port, {
      pods: this.pods(service),
      port: found.containerPort,
    });
  }

  /**
   * A port that the pods behind a service have, and the service may lack: that of their metrics.
   *
   * @throws Error when the chart has no such service, workload or port.
   */
  backend(service: string, port: string): Backend {
    return { pods: this.pods(service), port: podPortOf(this.chart, service, port) };
  }

  /**
   * Where the pods of a workload tell of themselves.
   *
   * @param pods The pods themselves, where no service is called like their workload.
   * @throws Error for a workload of which no metrics are known.
   */
  metrics(workload: string, pods: Pods = this.pods(workload)): Backend {
    return { pods, port: metricsPort(this.chart, workload) };
  }

  /**
   * The pods behind one of the release's services.
   *
   * @throws Error when the chart has no such service.
   */
  pods(service: string): Pods {
    const { chart, name: release, namespace } = this;
    return {
      name: nameOfPods(release, service),
      namespace,
      labels: selectorOf(chart, service, { release, namespace }),
    };
  }
}

/** `loki` and `loki-gateway`: the release's own name is not said twice. */
function nameOfPods(release: string, service: string): string {
  return service === release ? release : `${release}-${service}`;
}

/** A release that is ready when Terraform goes on, and rolled back when it is not in time. */
export function helmRelease(scope: Construct, id: string, config: ReleaseConfig): Dependable {
  return resource(HelmRelease, scope, id, {
    ...config,
    atomic: true,
    cleanupOnFail: true,
    createNamespace: false,
    maxHistory: MAX_HISTORY,
    timeout: TIMEOUT_SECONDS,
    wait: true,
    waitForJobs: true,
  });
}

/** Helm reads YAML 1.1, where `2024-04-01`, `yes` and `12:30` are no strings unless they are quoted. */
export function valuesText(values: ChartValues): string {
  const key = JSON.stringify(values);
  const known = texts.get(key);
  if (known !== undefined) return known;
  if (texts.size >= MOST_TEXTS) texts.clear();
  const text = written(values);
  texts.set(key, text);
  return text;
}

/** Most values are the same for every client of an app, and writing them takes longer than reading them. */
const texts = new Map<string, string>();
const MOST_TEXTS = 64;

function written(values: ChartValues): string {
  const text = stringify(values, { version: "1.1", ...FORMAT });
  return LINE_BREAKS.test(text) ? quotedText(values) : text;
}

const FORMAT = { sortMapEntries: true, lineWidth: 0, aliasDuplicateObjects: false } as const;

/** What ends a line in YAML 1.1, beside the characters that end one everywhere. */
const LINE_BREAKS = /[\u0085\u2028\u2029]/;

/** The same with these characters as escapes, which only a double-quoted text can have. */
function quotedText(values: ChartValues): string {
  const document = new Document(values, { version: "1.1", ...FORMAT });
  visit(document, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === "string" && LINE_BREAKS.test(scalar.value)) scalar.type = "QUOTE_DOUBLE";
    },
  });
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return document.toString(FORMAT).replace(new RegExp(LINE_BREAKS, "g"), escaped);
}
