export interface Range {
  readonly first: number;
  readonly prefix: number;
  /** No bit of the address is set behind the prefix. */
  readonly exact: boolean;
}

export function parseRange(text: string): Range {
  const [address = "", prefix = ""] = text.split("/");
  const first = address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
  return { first, prefix: Number(prefix), exact: first % sizeOf(Number(prefix)) === 0 };
}

export function overlap(one: string, other: string): boolean {
  const [a, b] = [parseRange(one), parseRange(other)];
  return a.first < b.first + sizeOf(b.prefix) && b.first < a.first + sizeOf(a.prefix);
}

function sizeOf(prefix: number): number {
  return 2 ** (32 - prefix);
}
