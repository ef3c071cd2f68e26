import { join } from "node:path";
import type { Construct } from "constructs";
import { checkRealm } from "../../src/identity/check";
import { REALM_SECRETS, type RealmDescription, type RealmSecret, realmSecrets } from "../../src/identity/description";
import { realmFiles } from "../../src/identity/provision";
import { realmOf } from "../../src/identity/realm";
import { toAddress, toOutside, type Wire } from "../../src/network";
import { InputError } from "../../src/problem";
import { taskResources } from "../../src/sizing/tasks";
import {
  Component,
  type ComponentProps,
  configMap,
  type Dependable,
  type SecretRef,
  type ServiceEndpoint,
} from "../../src/terraform";
import { job } from "../../src/terraform/job";
import { podsCalled } from "../../src/terraform/pod";
import { digest, scripts } from "../script-files";
import { ADMIN_USER, TOOL_OPTIONS } from "./values";

export interface KeycloakRealmProps extends ComponentProps {
  readonly namespace: string;
  readonly description: RealmDescription;
  /** Keycloak's service inside the cluster. */
  readonly service: ServiceEndpoint;
  /** Image of Keycloak, with its administration tool. */
  readonly image: string;
  /** Secret to pull it by. @default - none */
  readonly pullSecret?: string | undefined;
  readonly admin: SecretRef;
  /** Secrets of the realm: of the client `grafana`, of each way in that it has, of the team sync. */
  readonly secrets: Readonly<Partial<Record<RealmSecret, SecretRef>>>;
}

const SCRIPT = "apply-realm.sh";
const FOLDER = "/realm";
/** What the Job's pods are called. */
const APP = "keycloak-realm";

/** One call of Keycloak's tool is a start of Java: a second or two, several for a person who is new. */
const DEADLINE_SECONDS = 1800;

/** The realm as code: a Job brings it into line whenever what it is made from has changed. */
export class KeycloakRealm extends Component {
  /** What uses the realm's parts has to wait for. */
  readonly ready: Dependable;

  constructor(scope: Construct, id: string, props: KeycloakRealmProps) {
    super(scope, id, props);
    const problems = checkRealm(
      realmOf(props.description),
      realmSecrets(props.description).map((one) => REALM_SECRETS[one]),
    );
    if (problems.length > 0) throw new InputError(problems);
    const files = { ...realmFiles(props.description), ...scripts(join(__dirname, "apply-realm")) };
    // Names by content: a Job never reads the files of another.
    const name = `keycloak-realm-${digest([files, props.image, props.secrets, props.admin])}`;
    configMap(this, "files", { namespace: props.namespace, name, data: files });
    this.ready = job(this, "apply", {
      namespace: props.namespace,
      name,
      app: APP,
      image: props.image,
      pullSecret: props.pullSecret,
      command: ["/bin/sh", `${FOLDER}/${SCRIPT}`],
      environment: {
        KEYCLOAK_URL: props.service.url,
        KEYCLOAK_REALM: props.description.realm,
        KEYCLOAK_ADMIN: ADMIN_USER,
        // kcadm looks for its own folder in the home of its user.
        HOME: "/tmp",
        KC_OPTS: TOOL_OPTIONS,
      },
      secrets: { KC_CLI_PASSWORD: props.admin, ...secretVariables(props) },
      files: { configMap: name, folder: FOLDER },
      resources: taskResources("apply-realm"),
      deadlineSeconds: DEADLINE_SECONDS,
    });
    this.connect(props.service.from(podsCalled(props.namespace, APP)), ...signInWires(props));
  }
}

/** Whom Keycloak asks about the people of this realm. */
function signInWires({ service, description: { github, ldap } }: KeycloakRealmProps): readonly Wire[] {
  const { pods } = service.backend;
  const own = [github?.baseUrl, github?.apiUrl, ldap?.url].filter((url) => url !== undefined);
  return [toOutside(pods, HTTPS), ...own.map((url) => toAddress(pods, url))];
}

const HTTPS = 443;

function secretVariables({ description, secrets }: KeycloakRealmProps): Readonly<Record<string, SecretRef>> {
  return Object.fromEntries(
    realmSecrets(description).map((secret) => {
      const ref = secrets[secret];
      if (ref === undefined) throw new Error(`the realm "${description.realm}" needs the secret "${secret}"`);
      return [REALM_SECRETS[secret], ref];
    }),
  );
}
