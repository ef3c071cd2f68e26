import { execFileSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { dashboards } from "../../dashboards/everything";
import { renderDashboard } from "../../src/dashboard";
import { previewPages } from "../../src/dashboard/preview";
import { STORES } from "../../stacks/dashboard-context";
import { scratchFolder } from "./examples";
import { onPath } from "./requirement";
import { suiteWith } from "./suite";

/** Pixels: a laptop's window. */
const WIDTH = 1280;

/** What a browser has made of a page. */
interface Measured {
  readonly file: string;
  readonly panels: number;
  /** Titles of panels that lie on each other. */
  readonly overlaps: readonly string[];
  /** Titles that cannot be seen whole. */
  readonly hidden: readonly string[];
  /** Pixels by which the page is wider than its window. */
  readonly overflow: number;
}

const CONTEXT = { prometheus: STORES.prometheus, loki: STORES.loki, tempo: STORES.tempo };

/** One that nobody would write: long titles without a blank, the smallest boxes, a folded row. */
const HARD = {
  uid: "hard",
  title: "W".repeat(300),
  description: "x".repeat(2000),
  panels: [
    ...Array.from({ length: 12 }, (_, index) => ({
      id: index + 1,
      type: "stat",
      title: `Title-without-a-blank-${index}`,
      gridPos: { x: index * 2, y: 0, w: 2, h: 3 },
      targets: [{ expr: "y".repeat(1000) }],
    })),
    {
      id: 50,
      type: "row",
      title: "Folded",
      collapsed: true,
      gridPos: { x: 0, y: 3, w: 24, h: 1 },
      panels: [
        {
          id: 51,
          type: "text",
          title: "Text",
          gridPos: { x: 0, y: 4, w: 24, h: 3 },
          options: { content: "z".repeat(3000) },
        },
      ],
    },
  ],
};

suiteWith("a preview in a browser", onPath("chromium", ["--version"], "apt-get install chromium"), (chromium) => {
  const folder = scratchFolder();
  const rendered = dashboards.map((dashboard) => ({
    folder: dashboard.folder,
    json: renderDashboard(dashboard, CONTEXT),
  }));
  const pages = previewPages([...rendered, { folder: "Hard", json: JSON.stringify(HARD) }]);
  for (const [name, html] of pages) writeFileSync(join(folder, name), html);
  const measured = measure(chromium, folder);

  it("shows every page", () => {
    expect(measured.map(({ file }) => file).sort()).toEqual(
      readdirSync(folder)
        .filter((name) => name !== "measure.htm")
        .sort(),
    );
    for (const { file, panels } of measured) if (file !== "index.html") expect(panels).toBeGreaterThan(0);
  });

  it("lays no panel on another, and hides no title", () => {
    for (const { overlaps, hidden } of measured) expect({ overlaps, hidden }).toEqual({ overlaps: [], hidden: [] });
  });

  it(`fits a window of ${WIDTH} pixels`, () => {
    expect(measured.filter(({ overflow }) => overflow > 0)).toEqual([]);
  });
});

/** Opens every page, with its folded rows unfolded, in a frame of one window. */
function measure(chromium: string, folder: string): readonly Measured[] {
  const files = JSON.stringify(readdirSync(folder));
  writeFileSync(
    join(folder, "measure.htm"),
    `<body><pre id="measured"></pre><script>
const measured = [];
async function open(file) {
  const frame = document.createElement("iframe");
  frame.width = ${WIDTH}; frame.height = 800; frame.style.border = "0"; frame.src = file;
  await new Promise((loaded) => { frame.onload = loaded; document.body.append(frame); });
  const page = frame.contentDocument;
  for (const row of page.querySelectorAll("details")) row.open = true;
  const boxes = [...page.querySelectorAll(".panel, .row")].map((element) => ({ element, box: element.getBoundingClientRect() }));
  const name = ({ element }) => element.textContent.slice(0, 40);
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const overlaps = boxes.flatMap((one, index) => boxes.slice(0, index).filter((other) => meet(one.box, other.box)).map(() => name(one)));
  const hidden = boxes.filter(({ element, box }) => {
    const title = (element.querySelector(":scope > a") ?? element);
    const own = title.getBoundingClientRect();
    return own.height < 10 || own.bottom > box.bottom + 1 || title.scrollWidth > title.clientWidth + 1;
  }).map(name);
  const overflow = page.documentElement.scrollWidth - page.documentElement.clientWidth;
  measured.push({ file, panels: page.querySelectorAll(".panel").length, overlaps, hidden, overflow });
  frame.remove();
}
(async () => { for (const file of ${files}) await open(file); document.getElementById("measured").textContent = JSON.stringify(measured); })();
</script></body>`,
  );
  const dom = execFileSync(
    chromium,
    [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--allow-file-access-from-files",
      `--window-size=${WIDTH + 100},900`,
      "--virtual-time-budget=60000",
      "--dump-dom",
      `file://${join(folder, "measure.htm")}`,
    ],
    { encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "ignore"], timeout: 240_000 },
  );
  const [, json = "[]"] = /<pre id="measured">(.*?)<\/pre>/s.exec(dom) ?? [];
  return JSON.parse(
    json.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"),
  ) as readonly Measured[];
}
