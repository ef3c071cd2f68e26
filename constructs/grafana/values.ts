import type { MailServer } from "../../src/alert";
import { scrapeAnnotations } from "../../src/charts";
import { restartsWith, type SecretRef } from "../../src/secret-source";
import { sizedValues } from "../../src/sizing/containers";
import type { Size } from "../../src/sizing/profiles";
import { httpsIngress } from "../https-ingress";
import type { SecretMount } from "../secret-files";
import type { IniSections } from "./sign-on";

export interface GrafanaValuesProps {
  /** What containers ask for. @default small */
  readonly size?: Size | undefined;
  /** Host, as people type it. */
  readonly host: string;
  /** Class of the Ingress. */
  readonly ingressClass: string;
  /** Secret with the certificate of the host. */
  readonly tlsSecret: string;
  /** Volume of Grafana's own database. */
  readonly volume: string;
  /** Password of the local admin; the same Secret holds the user name as `admin-user`. */
  readonly admin: SecretRef;
  /** Sections of grafana.ini that let people sign in. @default - the local admin alone */
  readonly signOn?: IniSections | undefined;
  /** Server that takes its mail. @default - none: it sends no mail */
  readonly mail?: MailServer | undefined;
  /** Secrets that sign-on and mail read. */
  readonly secretMounts: readonly SecretMount[];
  /** Variables of its environment that come from Secrets. @default - none */
  readonly variables?: Readonly<Record<string, SecretRef>>;
  /** @default - the cluster's default class */
  readonly storageClass?: string | undefined;
}

/** Key of the admin's user name in the admin Secret. */
export const ADMIN_USER_KEY = "admin-user";

/** Label of the ConfigMaps that each sidecar collects, and what it is set to. */
export const SIDECAR_LABELS = {
  dashboards: "grafana_dashboard",
  datasources: "grafana_datasource",
  alerts: "grafana_alert",
} as const;

/** Annotation of a dashboard's ConfigMap that names its folder. */
export const FOLDER_ANNOTATION = "grafana_folder";

/** Helm values of Grafana with its three sidecars. */
export function grafanaValues(props: GrafanaValuesProps): Record<string, unknown> {
  const sizes = sizedValues("grafana", props.size) as { resources: object; sidecar: object };
  return {
    resources: sizes.resources,
    admin: { existingSecret: props.admin.name, userKey: ADMIN_USER_KEY, passwordKey: props.admin.key },
    podAnnotations: { ...scrapeAnnotations("grafana", "grafana"), ...restarts(props) },
    // Its volume can be attached to one pod only: the old one has to go first.
    deploymentStrategy: { type: "Recreate" },
    persistence: {
      enabled: true,
      size: props.volume,
      ...(props.storageClass === undefined ? {} : { storageClassName: props.storageClass }),
    },
    // It would run as root; the pod's fsGroup does its work.
    initChownData: { enabled: false },
    testFramework: { enabled: false },
    "grafana.ini": { ...ini(props.host), ...mail(props.mail), ...props.signOn },
    extraSecretMounts: props.secretMounts.map(({ name, path, secret }) => ({
      name,
      mountPath: path,
      secretName: secret,
      defaultMode: 0o440,
      readOnly: true,
    })),
    ...environment(props),
    sidecar: { ...sizes.sidecar, ...sidecars() },
    ingress: { ...httpsIngress(props), hosts: [props.host] },
  };
}

/** Provisioning expands its files, and the sidecars' password and variables are taken, at the start only. */
function restarts({ admin, secretMounts, variables = {} }: GrafanaValuesProps) {
  return restartsWith([admin, ...secretMounts.flatMap(({ refs = [] }) => refs), ...Object.values(variables)]);
}

function environment({ variables = {} }: GrafanaValuesProps) {
  const entries = Object.entries(variables);
  if (entries.length === 0) return {};
  return {
    envValueFrom: Object.fromEntries(
      entries.map(([variable, { name, key }]) => [variable, { secretKeyRef: { name, key } }]),
    ),
  };
}

function ini(host: string) {
  return {
    analytics: { check_for_updates: false, check_for_plugin_updates: false, reporting_enabled: false },
    log: { mode: "console" },
    "log.console": { format: "json" },
    security: { cookie_secure: true, cookie_samesite: "lax", disable_gravatar: true, strict_transport_security: true },
    server: { domain: host, root_url: `https://${host}` },
    users: { allow_sign_up: false },
  };
}

function mail(server: MailServer | undefined) {
  if (server === undefined) return {};
  const { host, port, from, login, tls } = server;
  const user = login === undefined ? {} : { user: login.user, password: `$__file{${login.passwordFile}}` };
  const smtp = { enabled: true, host: `${host}:${port}`, from_address: from, from_name: "Grafana", ...user };
  return { smtp: { ...smtp, startTLS_policy: tls ? "MandatoryStartTLS" : "NoStartTLS" } };
}

/** Datasources load before Grafana starts; alerts and dashboards while it runs, so that a change needs no restart. */
function sidecars() {
  return {
    // All ConfigMaps of a kind land in one folder: equal keys would overwrite each other.
    enableUniqueFilenames: true,
    alerts: { enabled: true, label: SIDECAR_LABELS.alerts, searchNamespace: "ALL" },
    dashboards: {
      enabled: true,
      label: SIDECAR_LABELS.dashboards,
      searchNamespace: "ALL",
      folderAnnotation: FOLDER_ANNOTATION,
      provider: { foldersFromFilesStructure: true },
    },
    datasources: {
      enabled: true,
      label: SIDECAR_LABELS.datasources,
      initDatasources: true,
      restartPolicy: "Always",
      startupProbe: { httpGet: { path: "/healthz", port: 8082 }, periodSeconds: 5, failureThreshold: 60 },
    },
  };
}
