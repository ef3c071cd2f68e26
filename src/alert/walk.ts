import { compileRegex } from "../regex/match";
import { holdsWith, type Labels, type Route, routesOf } from "./route";

/** The routes that send an alert with these labels, in order, as either engine would find them. */
export function walk(route: Route, labels: Labels): readonly Route[] {
  return routesOf(route, labels, holdsWith(matchesWhole));
}

function matchesWhole(pattern: string, text: string): boolean {
  const compiled = compileRegex(pattern);
  return "regex" in compiled && compiled.regex.matches(text);
}
