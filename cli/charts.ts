import { type ChartName, chartNames } from "../src/charts";
import { isNewer, type PinState, pinStates } from "./charts-outdated";
import { changesText, listCharts, updateCharts } from "./charts-update";
import { EXIT, UsageError } from "./exit";
import { table } from "./table";

export interface ChartsUpdateOptions {
  /** Folder of packages, or address of a Helm repository. */
  readonly from?: string;
  /** Versions to pin, as `chart=version`. */
  readonly set: readonly string[];
}

export interface ChartsListOptions {
  readonly format: "human" | "json";
  /** Ask the repositories for newer releases. */
  readonly outdated?: boolean;
}

/** Prints every locked chart; where asked, with the newest release of its repository. */
export async function chartsList({ format, outdated = false }: ChartsListOptions): Promise<number> {
  const pins = listCharts();
  const states: readonly PinState[] = outdated ? await pinStates(pins) : pins.map((pin) => ({ pin }));
  const rows = states.map(({ pin, ...state }) => ({ ...pin, ...state }));
  const text = format === "json" ? JSON.stringify(rows, undefined, 2) : table(states.map(line));
  process.stdout.write(`${text}\n`);
  return EXIT.fine;
}

function line({ pin, newest, unread }: PinState): string[] {
  const { chart, version, appVersion, repository } = pin;
  const news = newest === undefined ? (unread ?? "") : isNewer(newest, version) ? `${newest} is out` : "newest";
  return [chart, version, appVersion, repository, ...(news === "" ? [] : [news])];
}

/** Pulls charts, writes lock and contracts, and prints what changed for us. */
export async function chartsUpdate(names: readonly string[], options: ChartsUpdateOptions): Promise<number> {
  const versions = Object.fromEntries(options.set.map(pinned));
  const charts = names.length === 0 ? chartNames() : names.map(known);
  const { changes, files } = await updateCharts({
    charts,
    versions,
    ...(options.from === undefined ? {} : { from: options.from }),
  });
  process.stdout.write(`${changesText(changes)}${files.map((file) => `wrote ${file}\n`).join("")}`);
  return EXIT.fine;
}

function known(name: string): ChartName {
  const chart = chartNames().find((one) => one === name);
  if (chart === undefined) throw new UsageError(`got chart "${name}", must be one of ${chartNames().join(", ")}`);
  return chart;
}

function pinned(text: string): [ChartName, string] {
  const [name = "", version, ...rest] = text.split("=");
  if (!version || rest.length > 0)
    throw new UsageError(`got --set ${text}, must be chart=version, such as loki=18.12.0`);
  return [known(name), version];
}
