export { type Ignore, withoutIgnored } from "./ignore";
export { isQueryLanguage, type QueryLanguage, type QueryPlace, queryRule } from "./query-rules";
export { isRule, RULES, type Rule, type RuleName, ruleOf } from "./rules";
