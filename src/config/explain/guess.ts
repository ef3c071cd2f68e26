import { didYouMean } from "../../nearest";

/** The name that was likely meant: close in spelling, the same letters in another order, or its beginning. */
export function guessName(name: string, known: readonly string[]): string | undefined {
  return (
    didYouMean(name, known) ??
    known.find((each) => letters(each) === letters(name)) ??
    known.find((each) => name.length > 2 && each.startsWith(name.toLowerCase()))
  );
}

function letters(name: string): string {
  return [...name.toLowerCase()].sort().join("");
}
