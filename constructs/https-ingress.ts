/** A host that the gateway serves over HTTPS. */
export interface HttpsHost {
  readonly host: string;
  /** Class of the Ingress. */
  readonly ingressClass: string;
  /** Secret with the certificate of the host. */
  readonly tlsSecret: string;
}

/** What the Ingress values of every chart have in common: class, certificate, and no plain HTTP. */
export function httpsIngress({ host, ingressClass, tlsSecret }: HttpsHost) {
  return {
    enabled: true,
    ingressClassName: ingressClass,
    annotations: {
      "traefik.ingress.kubernetes.io/router.entrypoints": "websecure",
      "traefik.ingress.kubernetes.io/router.tls": "true",
    },
    tls: [{ secretName: tlsSecret, hosts: [host] }],
  };
}
