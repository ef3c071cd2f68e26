import { type findings as Faults, type Finding, finding, findings } from "./finding";
import { isRecord, text, type Unread } from "./read";

const UID = /^[a-zA-Z0-9_-]{1,40}$/;

/** Grafana 13's own export has `apiVersion` and `spec`; its spec alone has `elements` and `layout`. */
export function isV2(model: Unread): boolean {
  return text(model.apiVersion).startsWith("dashboard.grafana.app/v2") || isRecord(model.elements);
}

/** An answer of Grafana's API, with a classic dashboard inside. */
function isWrapped(model: Unread): boolean {
  return text(model.apiVersion).startsWith("dashboard.grafana.app/") && isRecord(model.spec);
}

/** What a dashboard is as a whole. */
export function checkModel(path: string, model: Unread): readonly Finding[] {
  if (isV2(model)) {
    const message = "got a dashboard in v2 format, which file provisioning refuses: export it with Model: Classic";
    return [finding("dashboard-v2", { path, at: [] }, message)];
  }
  if (isWrapped(model)) {
    const message =
      "got an answer of Grafana's API, must be the dashboard in it: belvedere dashboards import takes it out";
    return [finding("dashboard-v2", { path, at: ["apiVersion"] }, message)];
  }
  const keyed = (key: string, fault: Parameters<typeof Faults>[1][number]) =>
    findings({ path: `${path}.${key}`, at: [key] }, [fault]);
  const uid = JSON.stringify(model.uid ?? null);
  return [
    ...keyed("uid", [!UID.test(text(model.uid)), "dashboard-uid", `got ${uid}, must match ${UID.source}`]),
    ...keyed("title", [text(model.title).trim() === "", "dashboard-title", "got an empty title, must have one"]),
    ...keyed("__inputs", [
      model.__inputs !== undefined,
      "dashboard-inputs",
      "got inputs that nobody filled in: map each to a datasource",
    ]),
    ...keyed("id", [
      typeof model.id === "number",
      "dashboard-id",
      "got an id, must have none: it belongs to another Grafana",
    ]),
    ...keyed("editable", [
      model.editable !== false,
      "uneditable-dashboard",
      `got ${JSON.stringify(model.editable ?? null)}, must be false: an edit in the browser is lost at the next deployment`,
    ]),
  ];
}
