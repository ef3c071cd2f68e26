import type { Construct } from "constructs";
import type { HelmValues } from "../../src/charts";
import { type Gateway, type Pods, toOutside, type Wire } from "../../src/network";
import {
  Component,
  type ComponentProps,
  type CustomResource,
  customResources,
  type Dependable,
  type GivenSource,
  type SecretRef,
  secrets,
} from "../../src/terraform";

/** How a host is proved to be ours: Let's Encrypt calls it through the gateway, or reads a record of its domain. */
export type Challenge =
  | {
      readonly type: "http01";
      readonly ingressClass: string;
      readonly gateway: Gateway;
      /** Secret to pull the answering pod's image by, in the namespace of each Certificate. @default - none */
      readonly pullSecret?: string | undefined;
    }
  /** A token by which cert-manager makes the record at DigitalOcean. */
  | { readonly type: "dns01"; readonly token: GivenSource };

export interface LetsEncryptProps extends ComponentProps {
  /** Namespace of cert-manager: there it keeps the accounts' keys and looks for tokens. */
  readonly namespace: string;
  /** Address of the accounts. */
  readonly email: string;
  readonly challenge: Challenge;
  /** What asks Let's Encrypt. @default - it is wired to nothing */
  readonly controller?: Pods | undefined;
}

/** An issuer, as a Certificate of any namespace names it. */
export interface IssuerRef {
  readonly kind: "ClusterIssuer";
  readonly name: string;
}

const DIRECTORIES = {
  production: "https://acme-v02.api.letsencrypt.org/directory",
  staging: "https://acme-staging-v02.api.letsencrypt.org/directory",
} as const;

export type LetsEncryptEnvironment = keyof typeof DIRECTORIES;

/** Let's Encrypt as issuers for the whole cluster: one that browsers trust, and one to try with. */
export class LetsEncrypt extends Component {
  readonly issuers: Readonly<Record<LetsEncryptEnvironment, IssuerRef>> = {
    production: issuerRef("production"),
    staging: issuerRef("staging"),
  };

  constructor(scope: Construct, id: string, props: LetsEncryptProps) {
    super(scope, id, props);
    const { solver, made } = solverFor(this, props);
    customResources(this, "issuers", {
      namespace: props.namespace,
      name: "issuers",
      resources: letsEncryptIssuers(props.email, solver),
      after: [...(props.after ?? []), ...made],
    });
    if (props.controller !== undefined) this.connect(...wires(props.controller, props.challenge));
  }
}

/** Let's Encrypt, or DigitalOcean; and, before Let's Encrypt is told to look, the host itself, which leads back to the gateway. */
function wires(controller: Pods, challenge: Challenge): readonly Wire[] {
  if (challenge.type === "dns01") return [toOutside(controller, 443)];
  return [
    toOutside(controller, 80, 443),
    { from: controller, to: challenge.gateway.pods, ports: challenge.gateway.ports },
  ];
}

interface Solver {
  readonly solver: HelmValues;
  readonly made: readonly Dependable[];
}

function solverFor(scope: Construct, { challenge, namespace }: LetsEncryptProps): Solver {
  if (challenge.type === "http01")
    return { solver: httpSolver(challenge.ingressClass, challenge.pullSecret), made: [] };
  const sources = { "access-token": challenge.token };
  const { refs, made } = secrets(scope, "token", { namespace, name: "digitalocean-dns", sources });
  return { solver: digitalOceanSolver(refs["access-token"]), made };
}

/** The gateway sends the call on port 80 to HTTPS; Let's Encrypt follows, whatever certificate is there yet. */
export function httpSolver(ingressClass: string, pullSecret?: string): HelmValues {
  const pulling =
    pullSecret === undefined ? {} : { podTemplate: { spec: { imagePullSecrets: [{ name: pullSecret }] } } };
  return { http01: { ingress: { ingressClassName: ingressClass, serviceType: "ClusterIP", ...pulling } } };
}

export function digitalOceanSolver({ name, key }: SecretRef): HelmValues {
  return { dns01: { digitalocean: { tokenSecretRef: { name, key } } } };
}

/** The issuers as resources. */
export function letsEncryptIssuers(email: string, solver: HelmValues): readonly CustomResource[] {
  return (["production", "staging"] as const).map((environment) => {
    const { kind, name } = issuerRef(environment);
    const privateKeySecretRef = { name: `${name}-account` };
    return {
      apiVersion: "cert-manager.io/v1",
      kind,
      metadata: { name },
      spec: { acme: { server: DIRECTORIES[environment], email, privateKeySecretRef, solvers: [solver] } },
    };
  });
}

function issuerRef(environment: LetsEncryptEnvironment): IssuerRef {
  return { kind: "ClusterIssuer", name: `letsencrypt-${environment}` };
}
