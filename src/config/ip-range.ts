/** A range of IPv4 addresses. */
export interface IpRange {
  readonly first: number;
  readonly size: number;
}

/** A range as it is written, such as `10.20.0.0/20`: from the first address of its network. */
export function parseRange(text: string): IpRange {
  const [address = "", prefix = ""] = text.split("/");
  const number = address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const size = 2 ** (32 - Number(prefix));
  return { first: number - (number % size), size };
}

/** The range as it should be written. */
export function formatRange({ first, size }: IpRange): string {
  const bytes = [24, 16, 8, 0].map((bits) => Math.floor(first / 2 ** bits) % 256);
  return `${bytes.join(".")}/${32 - Math.log2(size)}`;
}

export function overlap(one: IpRange, other: IpRange): boolean {
  return one.first < other.first + other.size && other.first < one.first + one.size;
}
