/** Height of a row of the grid and the gap between two, as in Grafana, in pixels. */
const ROW = 30;
const GAP = 8;

/** Colours that Grafana's thresholds and states have by name here. */
const NAMED = ["green", "orange", "red", "blue", "yellow", "purple"] as const;

/** The style of every page: nothing from elsewhere, by the reader's own light or dark. */
export const STYLE = `
:root { color-scheme: light dark; --page: #f4f5f5; --box: #fff; --text: #1c2430; --faint: #5a6472; --line: #d5d9de; --code: #eef1f5;
  --green: #1a7f37; --orange: #b25000; --red: #c4162a; --blue: #1f60c4; --yellow: #8a6d00; --purple: #7c3aad; }
@media (prefers-color-scheme: dark) { :root { --page: #111217; --box: #181b1f; --text: #d8dce2; --faint: #9aa3ae; --line: #2f343b;
  --code: #22262c; --green: #73bf69; --orange: #ff9830; --red: #ff7383; --blue: #8ab8ff; --yellow: #fade2a; --purple: #ca95e5; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 16px; overflow-wrap: anywhere; font: 14px/1.4 system-ui, sans-serif; color: var(--text); background: var(--page); }
h1 { margin: 0 0 4px; font-size: 22px; } h2 { margin: 24px 0 8px; font-size: 17px; } h3 { margin: 20px 0 4px; font-size: 15px; }
p { margin: 4px 0; max-width: 100ch; } a { color: inherit; } .faint { color: var(--faint); }
code, pre { font: 12px/1.4 ui-monospace, monospace; background: var(--code); border-radius: 3px; }
code { padding: 1px 4px; overflow-wrap: anywhere; } pre { margin: 2px 0; padding: 6px 8px; white-space: pre-wrap; overflow-wrap: anywhere; }
.list { display: flex; flex-wrap: wrap; gap: 4px 12px; padding: 0; margin: 6px 0; list-style: none; }
.grid { display: grid; grid-template-columns: repeat(24, minmax(0, 1fr)); grid-auto-rows: ${ROW}px; gap: ${GAP}px; margin: ${GAP}px 0; }
.panel { display: flex; flex-direction: column; min-width: 0; min-height: 0; overflow: hidden; background: var(--box); border: 1px solid var(--line); border-radius: 3px; }
.panel > a { flex: none; padding: 3px 8px; font-weight: 600; font-size: 13px; line-height: 1.2; text-decoration: none; overflow-wrap: anywhere; }
.panel > div { flex: 1; min-height: 0; overflow: hidden; padding: 0 8px 4px; font-size: 12px; color: var(--faint); }
.row { display: flex; align-items: center; gap: 8px; padding: 0 4px; font-weight: 600; border-bottom: 1px solid var(--line); overflow: hidden; white-space: nowrap; }
summary { padding: 6px 4px; font-weight: 600; cursor: pointer; border-bottom: 1px solid var(--line); }
.chip { display: inline-block; margin: 1px 6px 1px 0; white-space: nowrap; } .chip::before { content: "\\25CF\\00A0"; color: var(--own, var(--faint)); }
${NAMED.map((name) => `.chip.${name}::before { color: var(--${name}); }`).join(" ")}
table { border-collapse: collapse; width: 100%; margin: 4px 0; } td, th { padding: 2px 10px 2px 0; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
`;

/** Colours that may stand in a style as they are written. */
const WRITTEN = /^(#[0-9a-f]{3,8}|rgba?\([\d.,% ]+\))$/i;

/** Attributes of a chip for one of Grafana's colours, by name or as written. */
export function chipColour(color: string): string {
  const name = NAMED.find((one) => color.includes(one));
  if (name !== undefined) return `class="chip ${name}"`;
  return WRITTEN.test(color) ? `class="chip" style="--own: ${color}"` : 'class="chip"';
}
