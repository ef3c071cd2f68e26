/** A relabelling as Prometheus writes it. */
export interface Relabelling {
  readonly source_labels: readonly string[];
  readonly regex: string;
  readonly target_label: string;
  readonly replacement: string;
}

/**
 * The labels `experiment` and `role` of what the program pushes. The program itself takes what follows the last `_` of a
 * service as its role, which a role's name has none of: so no list of services is needed, and none can be out of date.
 */
export const TOKENS_RELABELLING: readonly Relabelling[] = ["experiment", "role"].map((label, index) => ({
  source_labels: ["__name__", "service"],
  regex: "managed_tokens_.+;(.+)_([A-Za-z0-9]+)",
  target_label: label,
  replacement: `\${${index + 1}}`,
}));
