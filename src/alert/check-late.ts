import type * as Check from "./check";

/** All that is wrong with alerts. Reading their queries takes grammars, which are loaded by those who ask. */
export const checkAlerts: typeof Check.checkAlerts = (...args) => {
  const { checkAlerts: check } = require("./check") as typeof Check;
  return check(...args);
};
