import { describe, expect, it } from "vitest";
import { defineDashboard, renderDashboard } from "../../src/dashboard";
import { previewPages } from "../../src/dashboard/preview";
import { CONTEXT, PANEL, PROPS } from "./fixtures";

const EVIL = `</title><script>alert("x")</script> & 'y'`;

function pages(...props: readonly Partial<typeof PROPS>[]) {
  return new Map(
    previewPages(
      props.map((one) => ({
        folder: "Platform",
        json: renderDashboard(defineDashboard({ ...PROPS, ...one }), CONTEXT),
      })),
    ),
  );
}

describe("previewPages", () => {
  const thresholds = [{ severity: "critical", above: 4 }] as const;
  const folded = { title: "Later", collapsed: true, panels: [{ ...PANEL, key: "b", title: "Folded" }] };
  const rows = [{ title: "All", panels: [{ ...PANEL, thresholds }] }, folded];
  const page = pages({ rows }).get("small.html") ?? "";

  it("shows panels where Grafana puts them, with title, unit, query and thresholds", () => {
    expect(page).toContain('style="grid-column: 1 / span 12; grid-row: 2 / span 8"');
    expect(page).toContain('title="Processes that want to run.">Load</a>');
    expect(page).toContain("timeseries &middot; short");
    expect(page).toContain("<pre>{{node}}: max by (node) (node_load1)</pre>");
    expect(page).toContain('<span class="chip green">below</span><span class="chip red">from 4</span>');
  });

  it("folds rows, with their panels inside", () => {
    expect(page).toMatch(
      /<details><summary>Later <span class="faint">\(1 panel\)<\/span><\/summary>[\s\S]*Folded[\s\S]*<\/details>/,
    );
  });

  it("lists all of them, by folder", () => {
    const index = pages({}, { uid: "other", title: "Other" }).get("index.html");
    expect(index).toContain("<h2>Platform</h2>");
    expect(index).toContain('<a href="small.html">Small</a>');
    expect(index).toContain('<a href="other.html">Other</a>');
  });

  it("escapes every text, needs no script and nothing from elsewhere", () => {
    const panel = { ...PANEL, title: EVIL, description: EVIL };
    const all = pages({ title: EVIL, description: EVIL, rows: [{ title: EVIL, panels: [panel] }] });
    for (const html of all.values()) {
      expect(html).not.toMatch(/<script|<link|<img|@import|url\(/);
      expect(html).toContain("&lt;script&gt;");
    }
  });

  it("takes no colour that is none", () => {
    const model = JSON.parse(renderDashboard(defineDashboard(PROPS), CONTEXT));
    const steps = [
      { color: "red;background:url(x)", value: null },
      { color: "rgba(1, 2, 3, 0.5)", value: 1 },
      { color: "x}", value: 2 },
    ];
    model.panels[1].fieldConfig.defaults.thresholds.steps = steps;
    const [, [, html = ""] = []] = previewPages([{ folder: "x", json: JSON.stringify(model) }]);
    expect(html).toContain('<span class="chip red">below</span>');
    expect(html).toContain('<span class="chip" style="--own: rgba(1, 2, 3, 0.5)">from 1</span>');
    expect(html).toContain('<span class="chip">from 2</span>');
  });

  it("names files that do not meet", () => {
    const json = (uid: string) => JSON.stringify({ uid, title: uid, panels: [] });
    const names = previewPages(["a", "A", "../x", "index", ""].map((uid) => ({ folder: "x", json: json(uid) })));
    expect(names.map(([name]) => name)).toEqual([
      "index.html",
      "a.html",
      "dashboard-2.html",
      "dashboard-3.html",
      "dashboard-4.html",
      "dashboard-5.html",
    ]);
  });
});
