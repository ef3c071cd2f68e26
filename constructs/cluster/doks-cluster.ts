import type { Construct } from "constructs";
import { Component, type ComponentProps, firstKnown, resource } from "../../src/terraform";
import {
  DataDigitaloceanKubernetesVersions,
  KubernetesCluster,
  KubernetesNodePool,
  Vpc,
} from "../../src/terraform/digitalocean";
import { hasLabels, type NodePool, poolConfig } from "./node-pool";

export interface DoksClusterProps extends ComponentProps {
  /** Name at DigitalOcean. */
  readonly name: string;
  /** Region slug. A change replaces the cluster. */
  readonly region: string;
  /** Minor version such as `1.34`, or `latest`; DigitalOcean gives the patch release. */
  readonly version: string;
  /**
   * `ignore`: the version counts at creation only. `follow`: a new patch release is an upgrade in the next plan.
   * @default ignore
   */
  readonly versionDrift?: "ignore" | "follow";
  /** Pools by name. */
  readonly nodePools: Readonly<Record<string, NodePool>>;
  /** The pool inside the cluster resource. A change of its size replaces the cluster. @default - the first */
  readonly defaultPool?: string | undefined;
  /** UTC. */
  readonly maintenance: { readonly day: string; readonly start: string };
  readonly autoUpgrade: boolean;
  readonly surgeUpgrade: boolean;
  readonly highAvailability: boolean;
  /** Private IPv4 range of the VPC. @default - DigitalOcean picks one */
  readonly ipRange?: string | undefined;
  /** Let the cluster pull from the account's container registry, which must exist. @default false */
  readonly registryIntegration?: boolean;
  /** Whether a destroy deletes load balancers, volumes and snapshots that the cluster made. */
  readonly destroyAllAssociatedResources: boolean;
  /** Refuse a plan that would destroy or replace the cluster or its VPC. @default true */
  readonly deletionProtection?: boolean;
  readonly tags: readonly string[];
}

/** The cluster's machines stay in the VPC for minutes after DigitalOcean has taken its deletion; the provider waits two. */
const VPC_DELETE_TIMEOUT = "15m";

/** The provider keeps credentials in the state: nobody uses them, so they shall soon be worthless. */
const KUBECONFIG_SECONDS = 300;

/** A Kubernetes cluster of DigitalOcean in a VPC of its own: one inline pool, every other pool a resource. */
export class DoksCluster extends Component {
  /** Uniform resource name, for projects. */
  readonly urn: string;
  /** For what lets this cluster in. */
  readonly clusterId: string;
  /** For what lies in the same network. */
  readonly vpcId: string;

  constructor(scope: Construct, id: string, props: DoksClusterProps) {
    super(scope, id, props);
    const defaultPool = defaultPoolName(props);
    const vpc = this.makeVpc(props);
    const cluster = this.makeCluster(props, defaultPool, vpc.id);
    for (const name of Object.keys(props.nodePools).sort())
      if (name !== defaultPool) this.makePool(name, props, cluster.id);
    this.urn = cluster.urn;
    this.clusterId = cluster.id;
    this.vpcId = vpc.id;
  }

  private makeVpc(props: DoksClusterProps): Vpc {
    return resource(Vpc, this, "vpc", {
      name: props.name,
      region: props.region,
      ...(props.ipRange === undefined ? {} : { ipRange: props.ipRange }),
      timeouts: { delete: VPC_DELETE_TIMEOUT },
      lifecycle: { preventDestroy: props.deletionProtection ?? true },
    });
  }

  private makeCluster(props: DoksClusterProps, defaultPool: string, vpcId: string): KubernetesCluster {
    const inline = props.nodePools[defaultPool] as NodePool;
    return resource(KubernetesCluster, this, "cluster", {
      name: props.name,
      region: props.region,
      version: this.version(props),
      vpcUuid: vpcId,
      nodePool: { ...poolConfig(defaultPool, inline), tags: [...props.tags] },
      // The provider takes capitals and then shows a difference for ever.
      maintenancePolicy: { day: props.maintenance.day.toLowerCase(), startTime: props.maintenance.start },
      autoUpgrade: props.autoUpgrade,
      surgeUpgrade: props.surgeUpgrade,
      ha: props.highAvailability,
      registryIntegration: props.registryIntegration ?? false,
      kubeconfigExpireSeconds: KUBECONFIG_SECONDS,
      destroyAllAssociatedResources: props.destroyAllAssociatedResources,
      tags: [...props.tags],
      lifecycle: {
        preventDestroy: props.deletionProtection ?? true,
        ignoreChanges: ignoredChanges(props, inline),
      },
    });
  }

  private makePool(name: string, props: DoksClusterProps, clusterId: string): void {
    const pool = props.nodePools[name] as NodePool;
    resource(KubernetesNodePool, this, `pool-${name}`, {
      ...poolConfig(name, pool),
      clusterId,
      tags: [...props.tags],
      ...(hasLabels(pool) ? {} : { lifecycle: { ignoreChanges: ["labels"] } }),
    });
  }

  private version(props: DoksClusterProps): string {
    const versions = resource(DataDigitaloceanKubernetesVersions, this, "versions", {
      ...(props.version === "latest" ? {} : { versionPrefix: `${props.version}.` }),
    });
    if (props.versionDrift === "follow") return versions.latestVersion;
    // DigitalOcean withdraws old lines: an existing cluster must still plan, a new one is then refused by the API.
    return firstKnown(versions.latestVersion, `${props.version}-withdrawn`);
  }
}

function defaultPoolName(props: DoksClusterProps): string {
  const names = Object.keys(props.nodePools);
  const name = props.defaultPool ?? names[0];
  if (name === undefined || !names.includes(name))
    throw new Error(
      `cluster ${props.name}: got default pool "${name}", must be one of ${names.join(", ") || "at least one pool"}`,
    );
  return name;
}

/** What DigitalOcean changes by itself, and what the provider cannot turn off: it would be planned for ever. */
function ignoredChanges(props: DoksClusterProps, inline: NodePool): string[] {
  return [
    ...ignoredVersion(props),
    ...(inline.autoscale === undefined ? [] : ["node_pool[0].node_count"]),
    ...(hasLabels(inline) ? [] : ["node_pool[0].labels"]),
    ...(props.surgeUpgrade ? [] : ["surge_upgrade"]),
  ];
}

/** An upgrade by DigitalOcean past our version would be planned as a replacement. */
function ignoredVersion(props: DoksClusterProps): string[] {
  if (props.versionDrift !== "follow") return ["version"];
  if (props.autoUpgrade)
    throw new Error(`cluster ${props.name}: got versionDrift follow with autoUpgrade, must be one of the two`);
  return [];
}
