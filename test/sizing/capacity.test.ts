import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capacity, type Demands, type Pool, tooLarge } from "../../src/sizing/capacity";
import { homeless, type Pod, type Room, unsure } from "../../src/sizing/packing";
import { workloadsOf } from "../../src/sizing/workloads";

const NOTHING: Demands = { pods: [], agents: [], passing: [], system: { agents: [], pods: [] } };

function pod(name: string, memory: number, more: Partial<Pod> = {}): Pod {
  return { name, cpu: 10, memory, ...more };
}

function pool(min: number, max: number, memory: number, more: Partial<Pool> = {}): Pool {
  return { name: "main", allocatable: { cpu: 1900, memory }, min, max, ...more };
}

function room(memory: number) {
  return { cpu: 1900, memory, volumes: 15, pods: 110 };
}

describe("packing", () => {
  it("puts a pod on one node as a whole", () => {
    const rooms = [room(100), room(100)];
    expect(homeless([pod("a", 60), pod("b", 60), pod("c", 60)], rooms)).toEqual([pod("c", 60)]);
  });

  it("is sure of a pod only where it has a node however the others stand", () => {
    const pods = [pod("a", 40), pod("b", 40), pod("c", 100)];
    expect(homeless(pods, [room(100), room(100)])).toEqual([]);
    expect(unsure(pods, [room(100), room(100)]).map(({ name }) => name)).toContain("c");
    expect(unsure(pods, [room(180), room(180)])).toEqual([]);
  });

  it("is never sure of a pod that an order of the others leaves without a node", () => {
    const size = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(
        fc.array(size, { minLength: 1, maxLength: 8 }),
        fc.array(size, { minLength: 8, maxLength: 8 }),
        (sizes, picks) => {
          const pods = sizes.map((memory, index) => pod(`p${index}`, memory));
          const rooms = [room(70), room(100), room(90)];
          const sure = unsure(pods, rooms).length === 0;
          expect(sure && placedAnyhow(pods, rooms, picks).length > 0).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ["CPU", [pod("a", 1, { cpu: 1000 }), pod("b", 1, { cpu: 1000 })]],
    ["volumes", [pod("a", 1, { volumes: 10 }), pod("b", 1, { volumes: 10 })]],
    ["pods that stay apart", [pod("a", 1, { apart: true }), pod("a", 1, { apart: true })]],
    ["the number of pods", Array.from({ length: 111 }, (_, index) => pod(`p${index}`, 0))],
  ])("is bounded by %s", (_, pods) => {
    expect(homeless(pods, [room(1000)])).toHaveLength(1);
    expect(homeless(pods, [room(1000), room(1000)])).toHaveLength(0);
  });
});

/** As a scheduler without sense would: each pod on any node that takes it. Gives the pods that found none. */
function placedAnyhow(pods: readonly Pod[], rooms: readonly Room[], picks: readonly number[]): readonly Pod[] {
  const free = rooms.map(({ memory }) => memory);
  return pods.filter(({ memory }, index) => {
    const able = free.flatMap((left, node) => (left >= memory ? [node] : []));
    const node = able[(picks[index] ?? 0) % Math.max(1, able.length)];
    if (node === undefined) return true;
    free[node] = (free[node] ?? 0) - memory;
    return false;
  });
}

describe("capacity", () => {
  it("is held against fewest and most nodes", () => {
    const demands = { ...NOTHING, pods: [pod("a", 600), pod("b", 600)], agents: [pod("agent", 50)] };
    const { min, max } = capacity(demands, [pool(1, 3, 1000)]);
    expect(min).toMatchObject({ nodes: 1, requested: { memory: 1250 }, fits: false, homeless: ["b"] });
    expect(max).toMatchObject({ nodes: 3, requested: { memory: 1350 }, fits: true, homeless: [] });
  });

  it("counts what the provider runs, and not as the platform's", () => {
    const system = { agents: [pod("cilium", 300)], pods: [pod("coredns", 100)] };
    const { min } = capacity({ ...NOTHING, pods: [pod("a", 600)], system }, [pool(1, 1, 1000)]);
    expect(min).toMatchObject({ requested: { memory: 600 }, system: { memory: 400 }, fits: true });
    const { min: over } = capacity({ ...NOTHING, pods: [pod("a", 601)], system }, [pool(1, 1, 1000)]);
    expect(over).toMatchObject({ fits: false, homeless: ["coredns"] });
  });

  it("leaves room for what passes, one group at a time", () => {
    const demands = { ...NOTHING, pods: [pod("a", 900)], passing: [[pod("job", 100)], [pod("x", 50), pod("y", 40)]] };
    expect(capacity(demands, [pool(1, 1, 1000)]).max).toMatchObject({ fits: true, passing: { memory: 100 } });
    expect(capacity(demands, [pool(1, 1, 999)]).max).toMatchObject({ fits: false, homeless: ["job"] });
  });

  it("puts nothing but agents on tainted nodes", () => {
    const demands = { ...NOTHING, pods: [pod("a", 600)], agents: [pod("agent", 50)] };
    const { max } = capacity(demands, [pool(1, 1, 500), pool(1, 1, 4000, { tainted: true })]);
    expect(max).toMatchObject({ nodes: 2, requested: { memory: 700 }, fits: false, homeless: ["a"] });
  });

  it("says when a node cannot hold its agents", () => {
    const demands = { ...NOTHING, agents: [pod("agent", 50)] };
    expect(capacity(demands, [pool(1, 1, 49)]).max).toMatchObject({ fits: false, homeless: ["agent"] });
  });

  it("knows pods that are larger than every node", () => {
    const demands = { ...NOTHING, pods: [pod("a", 600), pod("b", 1100)], agents: [pod("agent", 50)] };
    expect(tooLarge(demands, [pool(1, 9, 1000)]).map(({ name }) => name)).toEqual(["b"]);
  });
});

describe("workloads", () => {
  it("are pods with all their containers, replicas one by one", () => {
    const { pods, agents } = workloadsOf({
      charts: { traefik: {}, grafana: {}, alloy: {} },
      replicas: { "traefik/traefik": 2 },
    });
    expect(pods.map(({ name, memory, volumes }) => [name, memory, volumes])).toEqual([
      ["traefik/traefik", 64, 0],
      ["traefik/traefik", 64, 0],
      ["grafana/grafana", 384, 1],
    ]);
    expect(agents.map(({ name, memory }) => [name, memory])).toEqual([["alloy/alloy", 178]]);
  });

  it("roll by one more pod of each workload, a release at a time", () => {
    const { passing } = workloadsOf({
      charts: { traefik: {}, "cert-manager": {}, loki: {} },
      replicas: { "traefik/traefik": 2 },
    });
    expect(passing.map((group) => group.map(({ name }) => name))).toEqual([
      ["traefik/traefik"],
      ["cert-manager/cert-manager", "cert-manager/webhook", "cert-manager/cainjector"],
    ]);
  });
});
