import { afterEach, beforeEach, vi } from "vitest";

/** What the program has printed since the test began. */
export interface Printed {
  out: string;
  err: string;
}

/** Keeps what each test of this file prints. */
export function printed(): Printed {
  const texts: Printed = { out: "", err: "" };
  const keep = (key: keyof Printed) => (text: string | Uint8Array) => {
    texts[key] += String(text);
    return true;
  };
  beforeEach(() => {
    texts.out = "";
    texts.err = "";
    vi.spyOn(process.stdout, "write").mockImplementation(keep("out"));
    vi.spyOn(process.stderr, "write").mockImplementation(keep("err"));
  });
  afterEach(() => vi.restoreAllMocks());
  return texts;
}
