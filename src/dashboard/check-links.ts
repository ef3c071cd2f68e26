import { didYouMean } from "../nearest";
import { type Finding, finding, type JsonPath, type Spot } from "./finding";
import { isRecord, type Unread } from "./read";
import { placedPanels } from "./walk";

/** Address of a dashboard of the same Grafana. */
const DASHBOARD = /^\/?d\/([a-zA-Z0-9_-]+)/;

/**
 * Links to dashboards that are not there: a click ends at "Dashboard not found".
 * @param uids Every dashboard of the Grafana.
 */
export function checkLinks(path: string, model: Unread, uids: ReadonlySet<string>): readonly Finding[] {
  const { panels, ...rest } = model;
  return [
    ...linkFindings({ path: `${path}.links`, at: [] }, rest, uids),
    ...placedPanels(path, model).flatMap((panel) => {
      const { panels: inside, ...own } = panel.value;
      return linkFindings(panel, own, uids);
    }),
  ];
}

function linkFindings(spot: Spot, value: unknown, uids: ReadonlySet<string>): readonly Finding[] {
  return urlsIn(value, spot.at).flatMap(({ at, url }) => {
    const uid = DASHBOARD.exec(url)?.[1];
    if (uid === undefined || uids.has(uid)) return [];
    const meant = didYouMean(uid, [...uids]);
    const hint = meant === undefined ? "" : `: did you mean ${meant}`;
    return [
      finding("dashboard-link", { ...spot, at }, `got a link to the dashboard ${uid}, which is not there${hint}`),
    ];
  });
}

function urlsIn(value: unknown, at: JsonPath): readonly { readonly at: JsonPath; readonly url: string }[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => urlsIn(item, [...at, index]));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "url" && typeof inner === "string" ? [{ at: [...at, key], url: inner }] : urlsIn(inner, [...at, key]),
  );
}
