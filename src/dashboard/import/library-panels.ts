import { type Finding, finding } from "../finding";
import { isRecord, record, records, text, type Unread } from "../read";
import { type PlacedPanel, placedPanels } from "../walk";

/** Library panels by uid, as an export holds them: in a map, or in a list. */
function elementsOf(model: Unread): ReadonlyMap<string, Unread> {
  const { __elements: elements } = model;
  const listed = records(elements).map((element) => [text(element.uid), element] as const);
  const mapped = Object.entries(record(elements)).flatMap(([uid, element]) =>
    isRecord(element) ? [[uid, element] as const] : [],
  );
  return new Map([...listed, ...mapped]);
}

/** The dashboard with the model of each library panel in its place, and those whose model the export lacks. */
export function inlined(
  path: string,
  model: Unread,
): { readonly model: Unread; readonly findings: readonly Finding[] } {
  const elements = elementsOf(model);
  const inline = (panel: Unread): Unread => {
    const inside = Array.isArray(panel.panels)
      ? { panels: panel.panels.map((one) => (isRecord(one) ? inline(one) : one)) }
      : {};
    const element = elements.get(uidOf(panel));
    if (element === undefined) return { ...panel, ...inside };
    const { libraryPanel, ...own } = panel;
    return { ...record(element.model), ...own, ...inside };
  };
  const panels = Array.isArray(model.panels)
    ? model.panels.map((one) => (isRecord(one) ? inline(one) : one))
    : model.panels;
  return {
    model: panels === undefined ? model : { ...model, panels },
    findings: placedPanels(path, model)
      .filter(({ value }) => isRecord(value.libraryPanel) && !elements.has(uidOf(value)))
      .map(missing),
  };
}

function uidOf(panel: Unread): string {
  return text(record(panel.libraryPanel).uid);
}

function missing(panel: PlacedPanel): Finding {
  const uid = JSON.stringify(uidOf(panel.value));
  const message = `got the library panel ${uid}, whose model is not in the file: export it for sharing externally, which puts it in`;
  return finding("panel-library", { ...panel, at: [...panel.at, "libraryPanel"] }, message);
}
