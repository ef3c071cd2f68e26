import { escapeHelmTemplate } from "../../src/charts/helm-template";

const VARIABLE = "$line_tenant";

/** Settings of Loki's nginx that give lines without a tenant to this one. Who reads still has to name it. */
export function tenantForAll(tenant: string) {
  const map = [
    `map "$uri $http_x_scope_orgid" ${VARIABLE} {`,
    `  "/loki/api/v1/push " ${JSON.stringify(tenant)};`,
    "  default $http_x_scope_orgid;",
    "}",
  ];
  return {
    nginxConfig: {
      httpSnippet: escapeHelmTemplate(map.join("\n")),
      locationSnippet: `proxy_set_header X-Scope-OrgID ${VARIABLE};`,
    },
  };
}
