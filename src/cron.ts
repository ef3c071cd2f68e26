/** A field of a schedule: its name, smallest and largest number, and words that stand for numbers. */
interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Words for `min` and what follows it. */
  readonly words?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: "minute", min: 0, max: 59 },
  { name: "hour", min: 0, max: 23 },
  { name: "day of month", min: 1, max: 31 },
  {
    name: "month",
    min: 1,
    max: 12,
    words: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
  },
  { name: "day of week", min: 0, max: 6, words: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] },
];

/** What is wrong with a schedule of five fields, as Kubernetes reads it; undefined when nothing is. */
export function cronProblem(schedule: string): string | undefined {
  const fields = schedule.trim().split(/\s+/);
  if (fields.length !== FIELDS.length)
    return `must have five fields (${FIELDS.map(({ name }) => name).join(", ")}), not ${fields.length}`;
  const wrong = FIELDS.find((field, index) => !(fields[index] ?? "").split(",").every((part) => isPart(part, field)));
  if (wrong === undefined) return undefined;
  return `must have numbers from ${wrong.min} to ${wrong.max}, ranges, lists or steps as its ${wrong.name}`;
}

/** What each field of a schedule stands for: all its numbers, ascending. */
export function numbersOf(schedule: string): readonly (readonly number[])[] {
  const texts = schedule.trim().split(/\s+/);
  return FIELDS.map((field, index) => {
    const all = (texts[index] ?? "").split(",").flatMap((part) => numbersOfPart(part, field));
    return [...new Set(all)].sort((a, b) => a - b);
  });
}

function numbersOfPart(part: string, field: Field): readonly number[] {
  const [range = "", step] = part.split("/");
  const [from, to] = range === "*" ? [field.min, field.max] : range.split("-").map((end) => numberOf(end, field));
  const first = from ?? field.min;
  // A step after a single number goes on to the end.
  const last = to ?? (step === undefined ? first : field.max);
  const every = Number(step ?? 1);
  return Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, index) => first + index * every);
}

/** One entry of a list: `*`, a number or a range, each with a step or without. */
function isPart(part: string, field: Field): boolean {
  const [, range = "", step] = /^([^/]+)(?:\/([0-9]+))?$/.exec(part) ?? [];
  if (range === "" || (step !== undefined && Number(step) === 0)) return false;
  if (range === "*") return true;
  const ends = range.split("-").map((end) => numberOf(end, field));
  const [first = Number.NaN, last = first] = ends;
  return ends.length <= 2 && field.min <= first && first <= last && last <= field.max;
}

function numberOf(text: string, { min, words = [] }: Field): number {
  const word = words.indexOf(text.toLowerCase());
  if (word >= 0) return min + word;
  return /^[0-9]{1,2}$/.test(text) ? Number(text) : Number.NaN;
}
