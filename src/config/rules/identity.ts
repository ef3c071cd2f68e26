import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import type { GoogleConfig, IdentityConfig, KeycloakConfig } from "../schema/identity";
import { keycloakFindings } from "./identity-keycloak";
import { peopleFindings } from "./identity-people";
import { teamFindings } from "./identity-teams";

/** The sections that the rules on sign-in need. */
export interface IdentitySections {
  readonly domain: string;
  readonly grafana: { readonly host: string };
  readonly identity?: IdentityConfig | undefined;
}

/** Sign-in: hosts, people and what each way in needs. */
export function checkIdentity({ domain, grafana, identity }: IdentitySections): Finding[] {
  if (identity === undefined) return [];
  if (identity.provider === "google") return googleFindings(identity);
  if (identity.provider === "oidc") return [];
  return [
    ...hostFindings(identity, domain, grafana.host),
    ...keycloakFindings(identity),
    ...peopleFindings(identity),
    ...teamFindings(identity),
  ];
}

const HOST = ["identity", "host"];

function hostFindings({ host }: KeycloakConfig, domain: string, grafanaHost: string): Finding[] {
  if (host === grafanaHost)
    return [
      {
        path: HOST,
        message: `got "${host}", which is Grafana's; must be a host of its own`,
        fix: nest(HOST, `${host === `sso.${domain}` ? "login" : "sso"}.${domain}`),
      },
    ];
  if (host === domain || host.endsWith(`.${domain}`)) return [];
  const message = `got "${host}", must be a lower-case DNS name under "${domain}"`;
  return [{ path: HOST, message, fix: nest(HOST, `${host.split(".")[0]}.${domain}`) }];
}

function googleFindings({ admins, editors, allowedDomains }: GoogleConfig): Finding[] {
  return [
    ...(admins.length > 0 ? [] : [noGoogleAdmin(allowedDomains)]),
    ...editors.flatMap((address, index) => (isIn(admins, address) ? [bothRoles(address, index)] : [])),
    ...outside("admins", admins, allowedDomains),
    ...outside("editors", editors, allowedDomains),
  ];
}

function noGoogleAdmin(allowedDomains: readonly string[]): Finding {
  const path = ["identity", "admins"];
  return {
    path,
    at: "key",
    message: "got no admin, must be at least one address: nobody could manage Grafana",
    fix: nest(path, [`ops@${allowedDomains[0]}`]),
  };
}

function bothRoles(address: string, index: number): Finding {
  const message = `got "${address}", who is among the admins too; must have one role`;
  return { path: ["identity", "editors", index], message };
}

function outside(key: "admins" | "editors", addresses: readonly string[], domains: readonly string[]): Finding[] {
  return addresses.flatMap((address, index) => {
    const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
    if (domains.includes(domain)) return [];
    const message = `got "${address}", must be of an allowed domain: ${domains.join(", ")}`;
    return [{ path: ["identity", key, index], message, fix: { identity: { allowedDomains: [...domains, domain] } } }];
  });
}

function isIn(addresses: readonly string[], address: string): boolean {
  return addresses.some((other) => other.toLowerCase() === address.toLowerCase());
}
