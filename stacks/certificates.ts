import { type CertificateSource, CertManager, type Challenge, LetsEncrypt } from "../constructs/certificates";
import type { Traefik } from "../constructs/traefik";
import type { ClientConfig } from "../src/config";
import type { LetsEncryptConfig } from "../src/config/schema/ingress-certificates";
import type { Backend, Dependable, Stack } from "../src/terraform";
import { NAMESPACES } from "./names";

export interface Issuer {
  readonly certificates: CertificateSource;
  /** What it tells of itself. */
  readonly targets: readonly Backend[];
}

/** Makes what issues the certificates of a client, unless they are brought; says where they come from. */
export function makeIssuer(
  stack: Stack,
  config: ClientConfig,
  gateway: Pick<Traefik, "ingressClass" | "gateway">,
  after: readonly Dependable[],
): Issuer {
  const { certificates } = config.ingress;
  if (certificates.issuer === "existing")
    return { certificates: { type: "existing", secret: certificates.secret }, targets: [] };
  const { ready, controller, metrics } = new CertManager(stack, "cert-manager", {
    after,
    namespace: NAMESPACES.certManager,
    size: config.size,
    mirror: config.charts.mirror,
    images: config.images,
    overrides: certificates.values,
  });
  const { issuers } = new LetsEncrypt(stack, "lets-encrypt", {
    after: [ready, ...after],
    namespace: NAMESPACES.certManager,
    email: certificates.email,
    challenge: challengeOf(certificates, gateway, config.images.pullSecret),
    controller,
  });
  const wildcard = certificates.wildcard ? config.domain : undefined;
  const asked = certificates.challenge === "http01" ? gateway.gateway : undefined;
  const issuer = issuers[certificates.environment];
  return { certificates: { type: "issuer", issuer, wildcard, gateway: asked }, targets: metrics };
}

function challengeOf(
  { challenge, token }: LetsEncryptConfig,
  { ingressClass, gateway }: Pick<Traefik, "ingressClass" | "gateway">,
  pullSecret: string | undefined,
): Challenge {
  return challenge === "dns01" ? { type: "dns01", token } : { type: "http01", ingressClass, gateway, pullSecret };
}
