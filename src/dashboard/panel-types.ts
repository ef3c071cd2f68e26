/** Panels that come with Grafana 13 and draw what their queries give. */
const DRAWN = `
barchart bargauge candlestick canvas debug flamegraph gauge geomap heatmap histogram logs logstable nodeGraph piechart
stat state-timeline status-history table timeseries traces trend xychart
`;

/** Panels that come with Grafana and need no query of their own. */
const ALONE = "row text news dashlist alertlist annolist welcome gettingstarted pluginlist live datagrid";

/** Panels of AngularJS, which Grafana 12 took out, that it shows by another panel instead. */
export const REPLACED: Readonly<Record<string, string>> = {
  graph: "timeseries",
  singlestat: "stat",
  "table-old": "table",
  "grafana-singlestat-panel": "stat",
  "grafana-piechart-panel": "piechart",
  "grafana-worldmap-panel": "geomap",
  "natel-discrete-panel": "state-timeline",
  "heatmap-new": "heatmap",
};

/** Panels that were never moved off AngularJS, after Grafana's own list of plugins that use it. */
const ANGULAR = `
agenty-flowcharting-panel aidanmountford-html-panel bessler-pictureit-panel blackmirror1-singlestat-math-panel
corpglory-progresslist-panel farski-blendstat-panel fatcloud-windrose-panel flant-statusmap-panel
marcuscalidus-svg-panel michaeldmoore-annunciator-panel michaeldmoore-multistat-panel mtanda-histogram-panel
mxswat-separator-panel natel-plotly-panel neocat-cal-heatmap-panel petrslavotinek-carpetplot-panel pr0ps-trackmap-panel
ryantxu-ajax-panel savantly-heatmap-panel snuids-radar-panel snuids-trafficlights-panel vonage-status-panel
yesoreyeram-boomtable-panel
`;

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter((word) => word !== ""));

const DRAWN_TYPES = words(DRAWN);
const ALONE_TYPES = words(ALONE);
const ANGULAR_TYPES = words(ANGULAR);

/** Whether a panel of this type shows nothing without a query. */
export function drawsQueries(type: string): boolean {
  return DRAWN_TYPES.has(type) || Object.hasOwn(REPLACED, type);
}

/** Whether Grafana has this panel without a plugin. */
export function isCore(type: string): boolean {
  return DRAWN_TYPES.has(type) || ALONE_TYPES.has(type);
}

/** Whether the panel's plugin cannot load any more. */
export function isAngular(type: string): boolean {
  return ANGULAR_TYPES.has(type);
}
