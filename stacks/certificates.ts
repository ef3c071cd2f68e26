import { type CertificateSource, CertManager, type Challenge, LetsEncrypt } from "../constructs/certificates";
import type { ClientConfig } from "../src/config";
import type { LetsEncryptConfig } from "../src/config/schema/ingress-certificates";
import { namespace, type Stack } from "../src/terraform";
import { NAMESPACES } from "./names";

/** Makes what issues the certificates of a client, unless they are brought; says where they come from. */
export function makeIssuer(stack: Stack, config: ClientConfig, ingressClass: string): CertificateSource {
  const { certificates } = config.ingress;
  if (certificates.issuer === "existing") return { type: "existing", secret: certificates.secret };
  const place = namespace(stack, "namespace-cert-manager", NAMESPACES.certManager, "restricted");
  const { ready } = new CertManager(stack, "cert-manager", {
    after: [place],
    namespace: NAMESPACES.certManager,
    mirror: config.charts.mirror,
    overrides: certificates.values,
  });
  const { issuers } = new LetsEncrypt(stack, "lets-encrypt", {
    after: [ready],
    namespace: NAMESPACES.certManager,
    email: certificates.email,
    challenge: challengeOf(certificates, ingressClass),
  });
  const wildcard = certificates.wildcard ? config.domain : undefined;
  return { type: "issuer", issuer: issuers[certificates.environment], wildcard };
}

function challengeOf({ challenge, token }: LetsEncryptConfig, ingressClass: string): Challenge {
  return challenge === "dns01" ? { type: "dns01", token } : { type: "http01", ingressClass };
}
