import type { Problem } from "../../src/problem";
import type { SecretMount } from "../secret-files";

type Values = Readonly<Record<string, unknown>>;

/** What Grafana's chart and Grafana itself take in silence and then do wrong. `path` is put before each problem's own. */
export function checkGrafanaValues(
  values: Values,
  path: string,
  mounts: readonly Pick<SecretMount, "path">[] = [],
): Problem[] {
  return [
    ...misplacedLoginForm(values, path),
    ...unmountedFiles(values, path, mounts),
    ...leakCheckOff(values, path),
    ...sharedVolume(values, path),
    ...offlineAccess(values, path),
  ];
}

/** Grafana reads it in [auth] only. */
function misplacedLoginForm(values: Values, path: string): Problem[] {
  const oauth = section(values, "auth.generic_oauth");
  if (!("disable_login_form" in oauth)) return [];
  return [
    {
      path: `${path}."grafana.ini"."auth.generic_oauth".disable_login_form`,
      message: "got disable_login_form in [auth.generic_oauth], where Grafana ignores it; must be in [auth]",
      paste: `grafana.ini:\n  auth:\n    disable_login_form: ${String(oauth.disable_login_form)}`,
    },
  ];
}

/** An expander that finds no file ends Grafana's start. */
function unmountedFiles(values: Values, path: string, mounts: readonly Pick<SecretMount, "path">[]): Problem[] {
  const extra = ["extraSecretMounts", "extraConfigmapMounts", "extraVolumeMounts"].flatMap((key) => list(values[key]));
  const folders = [
    ...mounts.map((mount) => mount.path),
    ...extra.map((mount) => String(record(mount).mountPath ?? "")),
  ];
  return Object.entries(record(values["grafana.ini"])).flatMap(([name, entries]) =>
    Object.entries(record(entries)).flatMap(([key, value]) =>
      filesIn(value)
        .filter((file) => !folders.some((folder) => folder !== "" && file.startsWith(`${folder}/`)))
        .map((file) => ({
          path: `${path}."grafana.ini"."${name}".${key}`,
          message: `got $__file{${file}}, which no mount covers: Grafana would not start; must lie under a mountPath of extraSecretMounts`,
          paste: `extraSecretMounts:\n  - name: ${folderName(file)}\n    secretName: ${folderName(file)}\n    mountPath: ${file.slice(0, file.lastIndexOf("/"))}\n    readOnly: true`,
        })),
    ),
  );
}

function leakCheckOff(values: Values, path: string): Problem[] {
  if (values.assertNoLeakedSecrets !== false) return [];
  return [
    {
      path: `${path}.assertNoLeakedSecrets`,
      message:
        "got false, must be left true: it is the chart's guard against secrets in a ConfigMap, and takes $__file{} and $__env{}",
    },
  ];
}

/** Its volume and its database are one pod's. */
function sharedVolume(values: Values, path: string): Problem[] {
  if (typeof values.replicas !== "number" || values.replicas < 2 || record(values.persistence).enabled === false)
    return [];
  return [
    {
      path: `${path}.replicas`,
      message: `got ${values.replicas}, must be 1: the volume can be attached to one pod only`,
    },
  ];
}

function offlineAccess(values: Values, path: string): Problem[] {
  const oauth = section(values, "auth.generic_oauth");
  const offline = String(oauth.scopes ?? "")
    .split(/[\s,]+/)
    .includes("offline_access");
  if (!offline || oauth.use_refresh_token === true) return [];
  return [
    {
      path: `${path}."grafana.ini"."auth.generic_oauth".scopes`,
      message: "got offline_access without use_refresh_token; must be both or neither",
      paste: "grafana.ini:\n  auth.generic_oauth:\n    use_refresh_token: true",
    },
  ];
}

function section(values: Values, name: string): Values {
  return record(record(values["grafana.ini"])[name]);
}

function filesIn(value: unknown): string[] {
  return typeof value === "string" ? [...value.matchAll(/\$__file\{([^}]*)\}/g)].map((match) => match[1] ?? "") : [];
}

function folderName(file: string): string {
  return file.split("/").at(-2) ?? "secret";
}

function record(value: unknown): Values {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Values) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
