import type { Construct } from "constructs";
import { Component, type ComponentProps, resource } from "../../src/terraform";
import {
  DatabaseCluster,
  DatabaseDb,
  DatabaseFirewall,
  DatabaseUser,
  DataDigitaloceanDatabaseCa,
} from "../../src/terraform/digitalocean-database";

export interface ManagedDatabaseProps extends ComponentProps {
  /** Name at DigitalOcean. A change replaces the database. */
  readonly name: string;
  /** Region slug, the one of the VPC. */
  readonly region: string;
  /** Network that the database is in. A change replaces the database. */
  readonly vpcId: string;
  /** Kubernetes cluster that may connect; nobody else may. */
  readonly clusterId: string;
  /** Size slug, such as `db-s-1vcpu-1gb`. */
  readonly size: string;
  /** One, and up to two that stand by. */
  readonly nodes: number;
  /** Major version of PostgreSQL. */
  readonly version: string;
  /** Name of the database, and of its user, who may do nothing in it until the administrator says so. */
  readonly database: string;
  /** UTC; `any` leaves it to DigitalOcean. */
  readonly maintenance: { readonly day: string; readonly start: string };
  /** Refuse a plan that would destroy or replace the database. @default true */
  readonly deletionProtection?: boolean;
  readonly tags: readonly string[];
}

/** PostgreSQL run by DigitalOcean, in the network of a cluster and open to it alone. Daily backups are part of it. */
export class ManagedDatabase extends Component {
  /** Uniform resource name, for projects. */
  readonly urn: string;
  /** Where it answers inside the network. */
  readonly host: string;
  /** Certificate of the authority that signs for it, as PEM: no secret. */
  readonly authority: string;
  /** Password of the user. */
  readonly password: string;
  /** Password of the administrator. */
  readonly adminPassword: string;

  constructor(scope: Construct, id: string, props: ManagedDatabaseProps) {
    super(scope, id, props);
    const cluster = this.makeCluster(props);
    const clusterId = cluster.id;
    resource(DatabaseFirewall, this, "firewall", { clusterId, rule: [{ type: "k8s", value: props.clusterId }] });
    resource(DatabaseDb, this, "database", { clusterId, name: props.database, lifecycle: protection(props) });
    const user = resource(DatabaseUser, this, "user", { clusterId, name: props.database });
    this.urn = cluster.urn;
    this.host = cluster.privateHost;
    this.authority = resource(DataDigitaloceanDatabaseCa, this, "authority", { clusterId }).certificate;
    this.password = user.password;
    this.adminPassword = cluster.password;
  }

  private makeCluster(props: ManagedDatabaseProps): DatabaseCluster {
    const { day, start } = props.maintenance;
    return resource(DatabaseCluster, this, "cluster", {
      name: props.name,
      engine: "pg",
      version: props.version,
      size: props.size,
      nodeCount: props.nodes,
      region: props.region,
      privateNetworkUuid: props.vpcId,
      ...(day === "any" ? {} : { maintenanceWindow: [{ day, hour: start }] }),
      tags: [...props.tags],
      lifecycle: protection(props),
    });
  }
}

function protection({ deletionProtection = true }: ManagedDatabaseProps) {
  return { preventDestroy: deletionProtection };
}
