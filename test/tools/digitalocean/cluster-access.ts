import { z } from "zod";
import { type Account, clusterOf } from "./account";
import { Refusal, type Router } from "./router";

/** Seconds that credentials live when nothing else is asked for. */
const WEEK = 7 * 24 * 60 * 60;

/** What Terraform's provider asks for a registry that it should look up, without saying which. */
const NAMELESS = "/v2/registries/";

/** Credentials of clusters, and container registries that they may pull from. */
export function addClusterAccess(router: Router, account: Account): void {
  router.on(
    "GET /v2/kubernetes/clusters/:cluster/credentials",
    ({ path, query }) => {
      const { id } = clusterOf(account, path.cluster);
      const seconds = account.expiredCredentials ? -60 : Number(query.expiry_seconds) || WEEK;
      return {
        status: 200,
        json: {
          server: `https://${id}.k8s.ondigitalocean.example`,
          certificate_authority_data: base64(account.markers.of("cluster-ca")),
          client_certificate_data: null,
          client_key_data: null,
          token: account.markers.of("cluster-token"),
          expires_at: new Date(Date.now() + seconds * 1000).toISOString(),
        },
      };
    },
    { query: ["expiry_seconds"] },
  );
  const body = z.strictObject({ cluster_uuids: z.array(z.string()).min(1) });
  router.on("POST /v2/kubernetes/registry", ({ body: { cluster_uuids } }) => integrate(account, cluster_uuids, true), {
    body,
  });
  router.on(
    "DELETE /v2/kubernetes/registry",
    ({ body: { cluster_uuids } }) => integrate(account, cluster_uuids, false),
    { body },
  );
  router.on(`GET ${NAMELESS}`, () => ({ status: 404, json: { id: "not_found", message: "not found" } }));
}

function integrate(account: Account, clusters: readonly string[], enabled: boolean) {
  if (account.registries.size === 0) throw new Refusal(412, "the account has no container registry");
  for (const id of clusters) clusterOf(account, id).registry_enabled = enabled;
  return { status: 204 };
}

export function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
