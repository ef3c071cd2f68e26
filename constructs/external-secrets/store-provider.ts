import type { HelmValues } from "../../src/charts";
import type { EnvironmentSource, ExistingSource, SecretRef } from "../../src/secret-source";

type StoreSecret = EnvironmentSource | ExistingSource;

/** A store outside, and how the operator signs in to it. */
export type StoreProvider =
  | {
      readonly vault: {
        readonly server: string;
        /** Mount of the key-value engine. */
        readonly path: string;
        readonly version: "v1" | "v2";
        readonly namespace?: string | undefined;
        readonly auth:
          | { readonly kubernetes: { readonly role: string; readonly mountPath: string } }
          | {
              readonly appRole: {
                readonly roleId: string;
                readonly secretId: StoreSecret;
                readonly mountPath: string;
              };
            };
      };
    }
  | {
      readonly aws: {
        readonly service: "SecretsManager" | "ParameterStore";
        readonly region: string;
        readonly accessKeyId: StoreSecret;
        readonly secretAccessKey: StoreSecret;
      };
    }
  | { readonly gcp: { readonly project: string; readonly serviceAccountKey: StoreSecret } }
  | { readonly onePassword: { readonly vault: string; readonly token: StoreSecret } };

/** The secrets by which the operator signs in. Vault's method of Kubernetes needs none. */
export function storeSecrets(provider: StoreProvider): Readonly<Record<string, StoreSecret>> {
  if ("aws" in provider) {
    const { accessKeyId, secretAccessKey } = provider.aws;
    return { "access-key-id": accessKeyId, "secret-access-key": secretAccessKey };
  }
  if ("gcp" in provider) return { "service-account-key": provider.gcp.serviceAccountKey };
  if ("onePassword" in provider) return { token: provider.onePassword.token };
  const { auth } = provider.vault;
  return "appRole" in auth ? { "secret-id": auth.appRole.secretId } : {};
}

export interface SignIn {
  /** Namespace of the secrets and of the service account. */
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly refs: Readonly<Record<string, SecretRef>>;
}

/** The store as the operator's kind has it. */
export function storeProvider(provider: StoreProvider, signIn: SignIn): HelmValues {
  const ref = (secret: string) => {
    const { name = "", key = "" } = signIn.refs[secret] ?? {};
    return { name, key, namespace: signIn.namespace };
  };
  if ("aws" in provider) {
    const { service, region } = provider.aws;
    const secretRef = {
      accessKeyIDSecretRef: ref("access-key-id"),
      secretAccessKeySecretRef: ref("secret-access-key"),
    };
    return { aws: { service, region, auth: { secretRef } } };
  }
  if ("gcp" in provider) {
    const secretRef = { secretAccessKeySecretRef: ref("service-account-key") };
    return { gcpsm: { projectID: provider.gcp.project, auth: { secretRef } } };
  }
  if ("onePassword" in provider)
    return {
      onepasswordSDK: { vault: provider.onePassword.vault, auth: { serviceAccountSecretRef: ref("token") } },
    };
  const { server, path, version, namespace, auth } = provider.vault;
  return {
    vault: {
      server,
      path,
      version,
      ...(namespace === undefined ? {} : { namespace }),
      auth: "appRole" in auth ? byAppRole(auth.appRole, ref("secret-id")) : byKubernetes(auth.kubernetes, signIn),
    },
  };
}

function byAppRole(
  { roleId, mountPath }: { readonly roleId: string; readonly mountPath: string },
  secretRef: HelmValues,
) {
  return { appRole: { path: mountPath, roleId, secretRef } };
}

/** The token is signed for Vault, so that it opens nothing else. */
function byKubernetes(
  { role, mountPath }: { readonly role: string; readonly mountPath: string },
  { namespace, serviceAccount }: SignIn,
) {
  return {
    kubernetes: { role, mountPath, serviceAccountRef: { name: serviceAccount, namespace, audiences: ["vault"] } },
  };
}
