import { endOfClass, endOfEscape, type Fault, fault } from "./re2-parts";

export type { Fault } from "./re2-parts";

/** A regular expression that RE2 reads. */
export interface Re2 {
  readonly captureGroups: number;
}

/** Repetitions that RE2 takes, those inside one another multiplied. */
const MOST_REPEATS = 1000;

/** What is read so far: where, and what a repetition may follow. */
interface State {
  at: number;
  groups: number;
  readonly names: Set<string>;
}

/** A part of an expression. */
interface Operand {
  /** How often it is repeated at most, inside and out. */
  readonly repeats: number;
}

/**
 * Reads a regular expression of Go, which Loki and Alloy use: RE2, without look-around and back references.
 * The first fault, where it is none.
 */
export function readRe2(pattern: string): Re2 | Fault {
  const state: State = { at: 0, groups: 0, names: new Set() };
  try {
    alternatives(pattern, state, 0);
    return { captureGroups: state.groups };
  } catch (error) {
    if (isFault(error)) return error;
    throw error;
  }
}

export function isFault(value: unknown): value is Fault {
  return typeof value === "object" && value !== null && "fault" in value;
}

function alternatives(pattern: string, state: State, depth: number): Operand {
  let most = 1;
  let last: Operand | undefined;
  let repeated: number | undefined;
  while (state.at < pattern.length) {
    const start = state.at;
    const character = pattern[start] as string;
    if (character === ")") {
      if (depth === 0) throw fault("unexpected )", start);
      return { repeats: most };
    }
    const counted = repetition(pattern, start);
    if (counted === undefined) {
      repeated = undefined;
      last = character === "|" ? next(state) : operand(pattern, state, depth, last);
    } else {
      if (last === undefined) throw fault(`${counted.text} repeats nothing`, start);
      if (repeated !== undefined) throw fault(`${counted.text} repeats a repetition`, repeated);
      repeated = start;
      last = { repeats: last.repeats * counted.most };
      if (last.repeats > MOST_REPEATS) throw fault(`more than ${MOST_REPEATS} repetitions`, start);
      state.at = start + counted.text.length;
      if (pattern[state.at] === "?") state.at++;
    }
    most = Math.max(most, last?.repeats ?? 1);
  }
  return { repeats: most };
}

function next(state: State): undefined {
  state.at++;
}

function operand(pattern: string, state: State, depth: number, before: Operand | undefined): Operand | undefined {
  const start = state.at;
  const character = pattern[start];
  if (character === "(") return group(pattern, state, depth, before);
  if (character === "[") state.at = endOfClass(pattern, start);
  else if (pattern.startsWith("\\Q", start)) return quoted(pattern, state, before);
  else if (character === "\\") state.at = endOfEscape(pattern, start, "outside");
  else state.at = start + String.fromCodePoint(pattern.codePointAt(start) ?? 0).length;
  return { repeats: 1 };
}

/** `\Q` up to `\E`, or to the end: plain text. */
function quoted(pattern: string, state: State, before: Operand | undefined): Operand | undefined {
  const end = pattern.indexOf("\\E", state.at + 2);
  const text = pattern.slice(state.at + 2, end === -1 ? undefined : end);
  state.at = end === -1 ? pattern.length : end + 2;
  return text === "" ? before : { repeats: 1 };
}

/** A group, or flags for what follows, which are nothing to repeat. */
function group(pattern: string, state: State, depth: number, before: Operand | undefined): Operand | undefined {
  const start = state.at;
  const flags = /^\(\?([imsU]*)(-[imsU]+)?([:)])/.exec(pattern.slice(start));
  if (flags !== null) {
    state.at = start + flags[0].length;
    if (flags[3] === ")") return before;
  } else if (pattern.startsWith("(?", start)) {
    named(pattern, state);
  } else {
    state.groups++;
    state.at = start + 1;
  }
  const inner = alternatives(pattern, state, depth + 1);
  if (pattern[state.at] !== ")") throw fault("missing )", start);
  state.at++;
  return inner;
}

function named(pattern: string, state: State): void {
  const start = state.at;
  const [opening, name = ""] = /^\(\?P?<([A-Za-z0-9_]+)>/.exec(pattern.slice(start)) ?? [];
  if (opening === undefined) throw fault(unsupported(pattern.slice(start)), start);
  if (state.names.has(name)) throw fault(`a second group called ${name}`, start);
  state.names.add(name);
  state.groups++;
  state.at = start + opening.length;
}

function unsupported(rest: string): string {
  if (/^\(\?<?[=!]/.test(rest)) return `${rest.startsWith("(?<") ? "look-behind" : "look-ahead"}, which RE2 has not`;
  return "a group that RE2 has not";
}

interface Counted {
  readonly text: string;
  /** Times that count against the limit. */
  readonly most: number;
}

/** A repetition at a place; braces that are none are plain text. */
function repetition(pattern: string, at: number): Counted | undefined {
  const character = pattern[at] as string;
  if ("*+?".includes(character)) return { text: character, most: 1 };
  if (character !== "{") return undefined;
  const number = "(0|[1-9][0-9]*)";
  const [text, min, more, max] = new RegExp(`^\\{${number}(,${number}?)?\\}`).exec(pattern.slice(at)) ?? [];
  if (text === undefined) return undefined;
  const [low, high] = [Number(min), more === undefined ? Number(min) : max === undefined ? -1 : Number(max)];
  if (low > MOST_REPEATS || high > MOST_REPEATS) throw fault(`more than ${MOST_REPEATS} repetitions`, at);
  if (high >= 0 && low > high) throw fault(`${text} ends before it begins`, at);
  return { text, most: Math.max(1, high < 0 ? low : high) };
}
