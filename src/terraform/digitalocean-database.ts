export { DataDigitaloceanDatabaseCa } from "@cdktf/provider-digitalocean/lib/data-digitalocean-database-ca";
export { DatabaseCluster } from "@cdktf/provider-digitalocean/lib/database-cluster";
export { DatabaseDb } from "@cdktf/provider-digitalocean/lib/database-db";
export { DatabaseFirewall } from "@cdktf/provider-digitalocean/lib/database-firewall";
export { DatabaseUser } from "@cdktf/provider-digitalocean/lib/database-user";
