import type { Catalogue } from "./catalogue";

/** What queries can rely on where they will run. */
export interface Platform {
  readonly catalogue: Catalogue;
  /** Seconds between two scrapes. */
  readonly scrapeInterval: number;
  /** What is said of a metric that no program of the catalogue exposes: see `PromqlCheck`. @default refuse */
  readonly unknown?: "refuse" | "resembling";
  /** Labels of log streams. @default not known */
  readonly logLabels?: readonly string[];
}
