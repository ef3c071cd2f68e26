import type { ClientConfig } from "../src/config";
import type { MimirConfig } from "../src/config/schema/mimir";
import { mimirPods } from "../src/sizing/mimir";

/** Sizes of the volumes of a client, each such as `8Gi`. */
export function volumesOf({
  grafana,
  identity,
  prometheus,
  loki,
  managedTokens,
  mimir,
  tracing,
}: ClientConfig): readonly string[] {
  const database = identity?.provider === "keycloak" ? identity.database : undefined;
  const { alertmanager, pushgateway } = prometheus;
  return [
    grafana.volume,
    prometheus.volume,
    alertmanager.volume,
    ...(pushgateway.enabled ? [pushgateway.volume] : []),
    ...lokiVolumes(loki),
    ...(mimir === undefined ? [] : mimirVolumes(mimir)),
    ...(tracing === undefined ? [] : [tracing.volume]),
    ...(managedTokens === undefined ? [] : [managedTokens.volume]),
    ...(database?.type === "in-cluster" ? [database.volume] : []),
  ];
}

/** Readers keep nothing. */
function lokiVolumes({ profile, replicas: { write, backend }, volume }: ClientConfig["loki"]): readonly string[] {
  return Array<string>(profile === "single" ? 1 : write + backend).fill(volume);
}

/** What the others have comes from the bucket. */
function mimirVolumes({ replicationFactor, replicas, volume }: MimirConfig): readonly string[] {
  const { ingester, storeGateway, compactor } = mimirPods(replicationFactor, replicas);
  return Array<string>(ingester + storeGateway + compactor).fill(volume);
}
