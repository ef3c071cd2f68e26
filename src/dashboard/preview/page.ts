import { html, page } from "../../html";
import { record, records, text, type Unread } from "../read";
import { gridOf } from "./grid";
import { linksOf, queriesOf, valuesOf } from "./panel-parts";
import { STYLE } from "./style";

/** A dashboard as it will be laid out, and below it all that its panels ask. */
export function dashboardPage(model: Unread, folder: string): string {
  const outer = records(model.panels);
  const all = outer.flatMap((panel) => [panel, ...records(panel.panels)]).filter(({ type }) => type !== "row");
  return page(
    text(model.title),
    STYLE,
    `<p class="faint"><a href="index.html">Dashboards</a> / ${html(folder)}</p>
<h1>${html(text(model.title))}</h1>
<p>${html(text(model.description))}</p>
${list(facts(model))}
${list(variables(model))}
${gridOf(outer)}
<h2>Panels</h2>
${all.map(details).join("\n")}`,
  );
}

function facts(model: Unread): readonly string[] {
  const { from, to } = record(model.time);
  const tags = Array.isArray(model.tags) ? model.tags.filter((tag) => typeof tag === "string") : [];
  return [
    `uid <code>${html(text(model.uid))}</code>`,
    ...(tags.length === 0 ? [] : [`tags ${tags.map((tag) => `<code>${html(tag)}</code>`).join(" ")}`]),
    ...(from === undefined ? [] : [`from <code>${html(text(from))}</code> to <code>${html(text(to))}</code>`]),
    ...(text(model.refresh) === "" ? [] : [`loads anew every ${html(text(model.refresh))}`]),
    ...(text(model.timezone) === "" ? [] : [`time zone ${html(text(model.timezone))}`]),
    ...records(model.links).map(({ title, url }) => `link ${html(text(title))} ${html(text(url))}`),
    ...records(record(model.annotations).list)
      .filter(({ builtIn }) => builtIn !== 1)
      .map(({ name, expr }) => `marks ${html(text(name))} <code>${html(text(expr))}</code>`),
  ];
}

function variables(model: Unread): readonly string[] {
  return records(record(model.templating).list).map((variable) => {
    const query = text(variable.definition) || text(variable.query) || text(record(variable.query).query);
    const name = text(variable.label) || text(variable.name);
    return `<strong>${html(name)}</strong> <code>$${html(text(variable.name))}</code> <span class="faint">${html(text(variable.type))} ${html(query)}</span>`;
  });
}

function list(items: readonly string[]): string {
  return items.length === 0 ? "" : `<ul class="list">${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;
}

function details(panel: Unread): string {
  const { unit, chips } = valuesOf(panel);
  const links = linksOf(panel).map((link) => `<code>${html(link)}</code>`);
  const queries = queriesOf(panel).map(
    ({ refId, datasource, legend, query }) =>
      `<tr><td>${html(refId)}</td><td class="faint">${html(datasource)}</td><td>${html(legend)}</td><td><pre>${html(query)}</pre></td></tr>`,
  );
  return `<h3 id="panel-${Number(panel.id)}">${html(text(panel.title))}</h3>
<p>${html(text(panel.description))}</p>
<p class="faint">${html([text(panel.type), unit].filter((part) => part !== "").join(", "))} ${chips.join("")}</p>
${list(links)}${queries.length === 0 ? "" : `<table>${queries.join("")}</table>`}`;
}
