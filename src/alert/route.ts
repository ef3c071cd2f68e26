/** A condition on one label; a label that an alert lacks is the empty value. Regular expressions are RE2, over the whole value. */
export interface LabelMatcher {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
}

/** When a notification goes out. */
export interface Timing {
  /** How long the first alert of a group waits for others. */
  readonly wait: string;
  /** How long news of a group wait after a message. */
  readonly interval: string;
  /** After how long an alert that still fires is sent again. */
  readonly repeat: string;
}

/** A node of the tree that an alert walks down; both engines walk alike. */
export interface Route extends Timing {
  /** Name of a contact point. */
  readonly receiver: string;
  /** All must hold. */
  readonly matchers: readonly LabelMatcher[];
  /** Look at the next sibling too. */
  readonly continue: boolean;
  /** Labels whose alerts share one message; `...` alone: each has its own. */
  readonly groupBy: readonly string[];
  /** Mute timings at which nothing is sent. */
  readonly mute: readonly string[];
  readonly routes: readonly Route[];
}

/** Labels of an alert. */
export type Labels = Readonly<Record<string, string>>;

/**
 * The routes that send an alert, in order: of the children whose matchers hold, the first, and those after it for as long
 * as one says continue; where no child takes it, the route itself.
 */
export function routesOf(
  route: Route,
  labels: Labels,
  holds: (matcher: LabelMatcher, labels: Labels) => boolean,
): readonly Route[] {
  const found: Route[] = [];
  for (const child of route.routes) {
    if (!child.matchers.every((matcher) => holds(matcher, labels))) continue;
    found.push(...routesOf(child, labels, holds));
    if (!child.continue) break;
  }
  return found.length === 0 ? [route] : found;
}

/** Whether a matcher holds for an alert, where a regular expression is tested by another. */
export function holdsWith(test: (pattern: string, text: string) => boolean) {
  return ({ label, operator, value }: LabelMatcher, labels: Labels): boolean => {
    const text = labels[label] ?? "";
    switch (operator) {
      case "=":
        return text === value;
      case "!=":
        return text !== value;
      case "=~":
        return test(value, text);
      case "!~":
        return !test(value, text);
    }
  };
}
