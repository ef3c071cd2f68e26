/** Exit codes of every verb. */
export const EXIT = { fine: 0, problems: 1, usage: 2, fault: 3 } as const;

/** Wrong use of the command line: shown as it is, with exit code 2. */
export class UsageError extends Error {}
