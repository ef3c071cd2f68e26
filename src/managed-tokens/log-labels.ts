/** Labels of the log streams that the executables push themselves; what else they say stands in the lines, as JSON. */
export const TOKENS_LOG_LABELS: readonly string[] = ["app", "command", "environment", "level"];
