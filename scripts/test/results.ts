/** What one ring of tests came to. */
export interface RingResult {
  readonly passed: number;
  readonly failed: readonly { readonly name: string; readonly message: string }[];
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
}

export function countOf({ passed, failed, skipped }: RingResult): number {
  return passed + failed.length + skipped.length;
}
