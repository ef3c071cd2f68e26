import type { Construct } from "constructs";
import { type Pods, toAddress, toOutside, type Wire } from "../../src/network";
import {
  Component,
  type ComponentProps,
  type CustomResource,
  customResources,
  type Dependable,
  secrets,
} from "../../src/terraform";
import { serviceAccount } from "../../src/terraform/service-account";
import { type SignIn, type StoreProvider, storeProvider, storeSecrets } from "./store-provider";

export interface SecretStoreProps extends ComponentProps {
  /** Namespace of what the operator signs in with: no pod runs there. */
  readonly namespace: string;
  /** Name by which secrets name it. */
  readonly name: string;
  readonly provider: StoreProvider;
  /** Namespaces whose secrets may name it, one at least. */
  readonly usedIn: readonly string[];
  /** Pods that call it. @default - they are not ours, and wired by nobody here */
  readonly controller?: Pods | undefined;
}

/** A store outside, open to these namespaces and to no other. */
export class SecretStore extends Component {
  /** For the secrets that name it. */
  readonly ready: Dependable;

  constructor(scope: Construct, id: string, props: SecretStoreProps) {
    super(scope, id, props);
    const name = `store-${props.name}`;
    const { refs, made } = secrets(this, "sign-in", {
      namespace: props.namespace,
      name,
      sources: storeSecrets(props.provider),
    });
    const account = hasAccount(props.provider) ? [serviceAccount(this, "account", props.namespace, name)] : [];
    this.ready = customResources(this, "store", {
      namespace: props.namespace,
      name,
      resources: [storeResource(props, { namespace: props.namespace, serviceAccount: name, refs })],
      after: [...(props.after ?? []), ...made, ...account],
    });
    if (props.controller !== undefined) this.connect(wireToStore(props.controller, props.provider));
  }
}

function wireToStore(controller: Pods, provider: StoreProvider): Wire {
  return "vault" in provider ? toAddress(controller, provider.vault.server) : toOutside(controller, HTTPS);
}

const HTTPS = 443;

function hasAccount(provider: StoreProvider): boolean {
  return "vault" in provider && "kubernetes" in provider.vault.auth;
}

/**
 * The store as a resource.
 *
 * @throws Error where no namespace uses it: without one every namespace could.
 */
export function storeResource(
  { name, provider, usedIn }: Pick<SecretStoreProps, "name" | "provider" | "usedIn">,
  signIn: SignIn,
): CustomResource {
  if (usedIn.length === 0) throw new Error(`store ${name}: must be used in one namespace at least`);
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "ClusterSecretStore",
    metadata: { name },
    spec: { conditions: [{ namespaces: [...usedIn] }], provider: storeProvider(provider, signIn) },
  };
}
