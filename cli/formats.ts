/** How problems are printed. */
export const FORMATS = ["human", "json", "github"] as const;
export type Format = (typeof FORMATS)[number];

/** How an overview is printed. */
export const SHOW_FORMATS = ["human", "json", "html"] as const;
export type ShowFormat = (typeof SHOW_FORMATS)[number];
