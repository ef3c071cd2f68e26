import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import type { LetsEncryptConfig } from "../schema/ingress-certificates";
import { defineRule, type Written } from "./rule";

const PATH = ["ingress", "certificates"];
const BY_RECORD = { ingress: { certificates: { challenge: "dns01" }, dns: { provider: "digitalocean" } } };

/** Which ways of issuing go together. */
export const certificateChallenge = defineRule({
  needs: ["ingress"],
  check({ ingress: { certificates, dns } }, written) {
    if (certificates.issuer !== "letsencrypt") return [];
    return certificates.challenge === "http01" ? byCall(certificates, written) : byRecord(dns.provider);
  },
});

function byCall(certificates: LetsEncryptConfig, written: Written): Finding[] {
  const path = (key: string) => [...PATH, key];
  return [
    ...(certificates.wildcard
      ? [
          {
            path: path("wildcard"),
            message: "got true with challenge http01, must be false: a wildcard is proved by a record (dns01)",
            fix: BY_RECORD,
          },
        ]
      : []),
    ...(written(...path("token"))
      ? [
          {
            path: path("token"),
            at: "key" as const,
            message: "got token with challenge http01, must be left out: only dns01 makes records",
          },
        ]
      : []),
  ];
}

/** The other providers make records at DigitalOcean, so the domain is there. */
function byRecord(provider: string): Finding[] {
  if (provider !== "none") return [];
  return [
    {
      path: [...PATH, "challenge"],
      message: `got "dns01" with ingress.dns.provider ${provider}, must be http01, or stand beside provider digitalocean`,
      fix: nest(["ingress", "dns", "provider"], "digitalocean"),
    },
  ];
}

/** Records hold the address of a load balancer. */
export const dnsAddress = defineRule({
  needs: ["ingress"],
  check({ ingress: { dns, service } }) {
    if (dns.provider === "none" || service === "LoadBalancer") return [];
    const path = ["ingress", "dns", "provider"];
    const message = `got "${dns.provider}" with ingress.service ${service}, must be none: only a LoadBalancer has an address that records can hold`;
    return [{ path, message, fix: nest(path, "none") }];
  },
});

/** Elsewhere nobody speaks the protocol: the gateway would believe whom it should not. */
export const callerAddress = defineRule({
  needs: ["cluster", "ingress"],
  check({ cluster, ingress: { loadBalancer, service } }) {
    if (!loadBalancer.proxyProtocol || (cluster.provider === "digitalocean" && service === "LoadBalancer")) return [];
    const path = ["ingress", "loadBalancer", "proxyProtocol"];
    const message = `got true with cluster.provider ${cluster.provider} and ingress.service ${service}, must be false: only a load balancer at DigitalOcean is told to speak it`;
    return [{ path, message, fix: nest(path, false) }];
  },
});
