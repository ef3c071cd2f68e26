import { describe, expect, it } from "vitest";
import type { Pod } from "../../src/sizing/packing";
import { ORDERS, trialsOf } from "../../src/sizing/scheduler";

const pod = (name: string, memory: number, cpu = 10): Pod => ({ name, cpu, memory });
const room = (memory: number, cpu = 2000) => ({ cpu, memory, volumes: 15, pods: 110 });

describe("orders in which pods come", () => {
  it("all go well where there is room for every one of them", () => {
    expect(trialsOf([pod("a", 40), pod("b", 40)], [pod("job", 20)], [room(60), room(60)])).toEqual({
      homeless: [],
      placed: ORDERS,
    });
  });

  it("go wrong where small pods come first and are spread, and no node is left for a large one", () => {
    const { homeless, placed } = trialsOf([pod("large", 90), pod("a", 20), pod("b", 20)], [], [room(100), room(100)]);
    expect(homeless).toContain("large");
    expect(placed).toBeGreaterThan(0);
    expect(placed).toBeLessThan(ORDERS);
  });

  it("never go well for what comes when all others stand, and they leave too little anywhere", () => {
    const pods = [pod("a", 60), pod("b", 60)];
    expect(trialsOf(pods, [pod("job", 50)], [room(100), room(100)])).toEqual({ homeless: ["job"], placed: 0 });
  });

  it("spread by CPU and memory alike: a node that is used unevenly is taken last", () => {
    const uneven = [{ ...room(50), allocatable: { cpu: 2000, memory: 100 } }, room(100)];
    // The second has more left, so both go there, and the first stays whole for what needs it.
    expect(trialsOf([pod("a", 10), pod("b", 10)], [pod("c", 80)], uneven).placed).toBe(ORDERS);
  });

  it("are the same each time", () => {
    const pods = ["a", "b", "c", "d", "e"].map((name, index) => pod(name, 20 + 7 * index));
    const rooms = [room(80), room(90), room(60)];
    expect(trialsOf(pods, [], rooms)).toEqual(trialsOf(pods, [], rooms));
  });
});
