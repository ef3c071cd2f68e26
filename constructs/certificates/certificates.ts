import type { Construct } from "constructs";
import type { Gateway, Pods } from "../../src/network";
import { Component, type ComponentProps, type CustomResource, customResources } from "../../src/terraform";
import type { IssuerRef } from "./lets-encrypt";

/** Where certificates come from: a Secret that somebody brings, or an issuer of cert-manager. */
export type CertificateSource =
  | { readonly type: "existing"; readonly secret: string }
  | {
      readonly type: "issuer";
      readonly issuer: IssuerRef;
      /** Domain with one certificate for itself and all names right under it. @default - one for each host */
      readonly wildcard?: string | undefined;
      /** Pods through which Let's Encrypt calls the hosts. @default - hosts are proved by records */
      readonly gateway?: Gateway | undefined;
    };

export interface CertificatesProps extends ComponentProps {
  /** Namespace of the Ingresses: a Secret serves its own namespace only. */
  readonly namespace: string;
  readonly hosts: readonly string[];
  readonly source: CertificateSource;
}

/** Certificates of the hosts that one namespace serves. */
export class Certificates extends Component {
  private readonly secrets: ReadonlyMap<string, string>;

  constructor(scope: Construct, id: string, props: CertificatesProps) {
    super(scope, id, props);
    this.secrets = new Map(props.hosts.map((host) => [host, secretName(host, props.source)]));
    if (props.source.type === "existing") return;
    customResources(this, "release", {
      namespace: props.namespace,
      name: "certificates",
      resources: certificateResources(props.namespace, props.hosts, props.source),
    });
    const { gateway } = props.source;
    if (gateway !== undefined) this.connect({ from: gateway.pods, to: solver(props.namespace), ports: [SOLVER_PORT] });
  }

  /**
   * The Secret with the certificate of a host, for its Ingress.
   *
   * @throws Error for a host that no certificate is made for.
   */
  secretFor(host: string): string {
    const secret = this.secrets.get(host);
    if (secret !== undefined) return secret;
    throw new Error(`${this.node.path}: no certificate for ${host}, but for ${[...this.secrets.keys()].join(", ")}`);
  }
}

const SOLVER_PORT = 8089;

/** Pods that cert-manager starts beside the Ingress for as long as Let's Encrypt calls. */
function solver(namespace: string): Pods {
  return { name: "acme-solver", namespace, labels: { "acme.cert-manager.io/http01-solver": "true" } };
}

type IssuedSource = Extract<CertificateSource, { type: "issuer" }>;

/** The certificates as resources: one for each Secret. */
export function certificateResources(
  namespace: string,
  hosts: readonly string[],
  source: IssuedSource,
): readonly CustomResource[] {
  const names = new Map(hosts.map((host) => [secretName(host, source), dnsNames(host, source.wildcard)]));
  return [...names].map(([secret, hosts]) => ({
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { name: secret, namespace },
    spec: {
      secretName: secret,
      dnsNames: hosts,
      issuerRef: { group: "cert-manager.io", ...source.issuer },
    },
  }));
}

function secretName(host: string, source: CertificateSource): string {
  if (source.type === "existing") return source.secret;
  return isUnder(source.wildcard, host) ? `wildcard.${source.wildcard}-tls` : `${host}-tls`;
}

function dnsNames(host: string, wildcard: string | undefined): readonly string[] {
  return wildcard !== undefined && isUnder(wildcard, host) ? [wildcard, `*.${wildcard}`] : [host];
}

/** A wildcard stands for one label, and not for several. */
function isUnder(wildcard: string | undefined, host: string): boolean {
  if (wildcard === undefined) return false;
  return host === wildcard || host.slice(host.indexOf(".") + 1) === wildcard;
}
