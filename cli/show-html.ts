import { html, page } from "../src/html";
import type { Overview } from "../stacks/overview";
import { price } from "./price";
import { readingLine, storeLine } from "./secrets";

/** One page for all clients, without a script and without anything from elsewhere. */
export function showHtml(overviews: readonly Overview[]): string {
  const title = overviews.map(({ client }) => client).join(", ");
  return page(title, STYLE, overviews.map(client).join("\n"));
}

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #1c2430; background: #fff; }
h1 small { color: #667; font-weight: normal; }
table { border-collapse: collapse; margin: .5rem 0 1.5rem; }
th, td { text-align: left; padding: .25rem 1rem .25rem 0; border-bottom: 1px solid #dde; }
td.number { text-align: right; }
svg { width: 100%; height: auto; }
svg text { font: 13px system-ui, sans-serif; fill: #1c2430; }
svg .note { fill: #667; font-size: 11px; }
svg rect { fill: #eef3fb; stroke: #8aa4cf; }
svg rect.ours { fill: #fff; }
svg path { stroke: #667; fill: none; marker-end: url(#arrow); }
.bar { background: #eef3fb; border: 1px solid #8aa4cf; height: 1rem; width: 20rem; }
.bar span { display: block; background: #5b84c4; height: 100%; }
`;

function client(overview: Overview): string {
  const { cost, components, urls, records, controlledRecords, requests } = overview;
  return `<h1>${html(overview.client)} <small>${html(overview.environment)}</small></h1>
${picture(overview)}
<h2>Components</h2>
${table(
  ["chart", "version", "app", "namespace", "stack"],
  components.map((one) => [one.chart, one.version, one.appVersion, one.namespace, one.stack]),
)}
<h2>Addresses</h2>
<ul>${urls.map((url) => `<li><a href="${html(url)}">${html(url)}</a></li>`).join("")}</ul>
${recordTable("DNS records to make", records)}${recordTable("DNS records that external-dns makes", controlledRecords)}<h2>Requests against nodes</h2>
${loads(overview)}
${table(
  ["chart", "MiB", "MiB on every node"],
  requests.map(({ chart, fixed, perNode }) => [chart, String(fixed.memory), String(perNode.memory)]),
)}
${cost === undefined ? "" : `<h2>Cost a month</h2>\n<p>By prices of ${html(cost.pricesOf)}.</p>\n${table(["item", "$ least", "$ most"], [...cost.items.map(({ item, min, max }) => [item, price(min), price(max)]), ["together", price(cost.monthly.min), price(cost.monthly.max)]])}`}
<h2>Needed for a deploy</h2>
${list([...overview.environmentVariables.map((name) => `variable <code>${html(name)}</code>`), ...overview.existingSecrets.map(({ namespace, name, keys }) => `Secret <code>${html(`${namespace}/${name}`)}</code> with ${html(keys.join(", "))}`), ...overview.existingConfigMaps.map(({ namespace, name }) => `ConfigMap <code>${html(`${namespace}/${name}`)}</code>`)])}${otherSecrets(overview)}`;
}

function otherSecrets({ generatedSecrets, stores }: Overview): string {
  const read = generatedSecrets.map((one) => `<code>${html(readingLine(one))}</code>`);
  return [
    ...(read.length === 0 ? [] : [`\n<h2>Generated secrets, and how to read them</h2>\n${list(read)}`]),
    ...(stores.length === 0
      ? []
      : [`\n<h2>Stores of secrets</h2>\n${table(["store", "kind", "Secrets"], stores.map(storeLine))}`]),
  ].join("");
}

/** @param items as HTML */
function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;
}

function recordTable(title: string, records: Overview["records"]): string {
  if (records.length === 0) return "";
  const rows = records.map((record) => [record.name, record.type, record.value]);
  return `<h2>${title}</h2>\n${table(["name", "type", "value"], rows)}\n`;
}

function loads({ capacity: { min, max } }: Overview): string {
  const shown = min.nodes === max.nodes ? [min] : [min, max];
  return shown
    .map(({ nodes, requested, system, allocatable }) => {
      const share = Math.min(100, Math.round((100 * requested.memory) / allocatable.memory));
      return `<p>${nodes} nodes: ${requested.memory} of ${allocatable.memory} MiB memory, ${requested.cpu} of ${allocatable.cpu} m CPU${system.memory === 0 ? "" : `, beside ${system.memory} MiB and ${system.cpu} m for pods of DOKS`}</p><div class="bar"><span style="width:${share}%"></span></div>`;
    })
    .join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]) =>
    row.map((cell) => `<td${/^[0-9]+(\.[0-9]+)?$/.test(cell) ? ' class="number"' : ""}>${html(cell)}</td>`).join("");
  return `<table><tr>${head.map((cell) => `<th>${html(cell)}</th>`).join("")}</tr>${rows.map((row) => `<tr>${cells(row)}</tr>`).join("")}</table>`;
}

/** A box of the picture: column and row of a grid. */
interface Box {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly column: number;
  readonly row: number;
}

const WIDTH = 170;
const HEIGHT = 54;
const GAP_X = 60;
const GAP_Y = 34;

const ARROWS: readonly (readonly [from: string, to: string])[] = [
  ["people", "traefik"],
  ["traefik", "grafana"],
  ["grafana", "prometheus"],
  ["grafana", "loki"],
  ["prometheus", "pods"],
  ["pods", "alloy"],
  ["alloy", "loki"],
];

/** Who talks to whom. */
function picture(overview: Overview): string {
  const version = (chart: string) => overview.components.find((one) => one.chart === chart)?.appVersion ?? "";
  const boxes: readonly Box[] = [
    { id: "people", title: "people", note: overview.urls[0] ?? "", column: 0, row: 0 },
    { id: "traefik", title: "Traefik", note: version("traefik"), column: 1, row: 0 },
    { id: "grafana", title: "Grafana", note: version("grafana"), column: 2, row: 0 },
    { id: "prometheus", title: "Prometheus", note: version("prometheus"), column: 3, row: 0 },
    { id: "loki", title: "Loki", note: version("loki"), column: 2, row: 1 },
    { id: "alloy", title: "Alloy", note: `${version("alloy")}, on every node`, column: 3, row: 1 },
    { id: "pods", title: "pods of the cluster", note: "", column: 4, row: 0 },
  ];
  const width = 5 * WIDTH + 4 * GAP_X + 2;
  return `<svg viewBox="0 0 ${width} ${2 * HEIGHT + GAP_Y + 2}" role="img" aria-label="Who talks to whom">
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 L8 4 L0 8" style="marker-end:none"/></marker></defs>
${ARROWS.map(([from, to]) => arrow(find(boxes, from), find(boxes, to))).join("\n")}
${boxes.map(box).join("\n")}
</svg>`;
}

function find(boxes: readonly Box[], id: string): Box {
  const found = boxes.find((one) => one.id === id);
  if (found === undefined) throw new Error(`the picture has no box ${id}`);
  return found;
}

function left({ column }: Box): number {
  return 1 + column * (WIDTH + GAP_X);
}

function top({ row }: Box): number {
  return 1 + row * (HEIGHT + GAP_Y);
}

function box(one: Box): string {
  const middle = left(one) + WIDTH / 2;
  return `<rect x="${left(one)}" y="${top(one)}" width="${WIDTH}" height="${HEIGHT}" rx="6"/><text x="${middle}" y="${top(one) + 23}" text-anchor="middle">${html(one.title)}</text><text class="note" x="${middle}" y="${top(one) + 41}" text-anchor="middle">${html(one.note)}</text>`;
}

/** Sideways from edge to edge, or down from the middle. */
function arrow(from: Box, to: Box): string {
  if (from.row === to.row) {
    const y = top(from) + HEIGHT / 2;
    return from.column < to.column
      ? `<path d="M${left(from) + WIDTH} ${y} H${left(to) - 3}"/>`
      : `<path d="M${left(from)} ${y} H${left(to) + WIDTH + 3}"/>`;
  }
  const x = left(from) + WIDTH / 2;
  if (from.column === to.column) return `<path d="M${x} ${top(from) + HEIGHT} V${top(to) - 3}"/>`;
  return `<path d="M${x} ${top(from) + HEIGHT} V${top(to) + HEIGHT / 2} H${left(to) + WIDTH + 3}"/>`;
}
