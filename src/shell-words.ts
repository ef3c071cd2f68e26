/** What is wrong with a text that is split into words as a shell does; undefined when nothing is. */
export function shellWordsFault(text: string): string | undefined {
  let quote: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string;
    if (sign === "\\" && quote !== "'") {
      if (at + 1 === text.length) return "a backslash with nothing behind it";
      at++;
    } else if (sign === quote) quote = undefined;
    else if (quote === undefined && (sign === "'" || sign === '"')) quote = sign;
  }
  return quote === undefined ? undefined : `a ${quote} without its second`;
}
