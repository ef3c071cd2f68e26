import { escapeHelmTemplateInYaml } from "../../src/charts/helm-template";
import type { ServiceEndpoint } from "../../src/terraform";
import { authorization, type Credentials } from "./scrape-job";

/** A store that gets every sample too. */
export interface RemoteWrite {
  readonly name: string;
  readonly url: string;
  /** What answers there, where it is on the cluster. @default - it is elsewhere */
  readonly endpoint?: ServiceEndpoint | undefined;
  /** @default - none are asked for */
  readonly credentials?: Credentials | undefined;
  /** Header `X-Scope-OrgID`, as Mimir asks for it. @default - none */
  readonly tenant?: string | undefined;
  readonly queue: {
    /** Samples that one shard holds back. */
    readonly capacity: number;
    readonly maxShards: number;
    readonly maxSamplesPerSend: number;
  };
  /** Send again what came too fast (429), which Prometheus by itself takes for lost. @default false */
  readonly waitsForLimits?: boolean | undefined;
  /** Metrics that are sent, `*` for any part of a name. @default - all */
  readonly keep?: readonly string[] | undefined;
  /** Metrics that are not sent. @default - none */
  readonly drop?: readonly string[] | undefined;
}

/** A remote write as the chart takes it: it reads the address as a template. */
export function remoteWriteConfig(to: RemoteWrite, exemplars: boolean): Record<string, unknown> {
  return {
    name: to.name,
    url: escapeHelmTemplateInYaml(to.url),
    ...(to.credentials === undefined ? {} : authorization(to.credentials)),
    ...(to.tenant === undefined ? {} : { headers: { "X-Scope-OrgID": to.tenant } }),
    ...(exemplars ? { send_exemplars: true } : {}),
    queue_config: {
      capacity: to.queue.capacity,
      max_shards: to.queue.maxShards,
      max_samples_per_send: to.queue.maxSamplesPerSend,
      ...(to.waitsForLimits ? { retry_on_http_429: true } : {}),
    },
    ...filter("keep", to.keep),
    ...filter("drop", to.drop),
  };
}

function filter(action: "keep" | "drop", names: readonly string[] | undefined) {
  if (names === undefined) return {};
  const regex = names.map((name) => name.replaceAll("*", ".*")).join("|");
  return { write_relabel_configs: [{ source_labels: ["__name__"], regex, action }] };
}
