import { describe, expect, it } from "vitest";
import { type Pods, policiesOf, toAddress, toApiServer, toHost, toOutside } from "../../src/network";

const A: Pods = { name: "a", namespace: "one", labels: { app: "a" } };
const B: Pods = { name: "b", namespace: "two", labels: { tier: "x", app: "b" } };

describe("policiesOf", () => {
  it("lets the caller out and into the called", () => {
    expect(policiesOf([{ from: A, to: B, ports: [80] }])).toEqual([
      {
        pods: A,
        egress: [{ peer: { pods: { namespace: "two", labels: { app: "b", tier: "x" } } }, ports: [80] }],
        ingress: [],
      },
      { pods: B, egress: [], ingress: [{ peer: { pods: { namespace: "one", labels: { app: "a" } } }, ports: [80] }] },
    ]);
  });

  it("joins the ports of one peer, each once, whatever the order of the wires", () => {
    const wires = [
      { from: A, to: B, ports: [443, 80] },
      { from: A, to: B, ports: [80] },
    ];
    const [first] = policiesOf(wires);
    expect(first?.egress.map(({ ports }) => ports)).toEqual([[80, 443]]);
    expect(policiesOf([...wires].reverse())).toEqual(policiesOf(wires));
  });

  it("makes no policy for pods that are not the platform's", () => {
    const policies = policiesOf([
      { from: { podsOf: "batch" }, to: A, ports: [9091] },
      { from: A, to: { podsOf: "store" }, ports: "all" },
      { from: "anywhere", to: A, ports: [443] },
    ]);
    expect(policies.map(({ pods }) => pods.name)).toEqual(["a"]);
    expect(policies[0]?.ingress).toEqual([
      { peer: { anywhere: true }, ports: [443] },
      { peer: { podsOf: "batch" }, ports: [9091] },
    ]);
  });

  it("names no pods beside a rule that lets all of them through", () => {
    const [policy] = policiesOf([
      { from: A, to: "pods", ports: "all" },
      { from: A, to: B, ports: [80] },
      toApiServer(A),
    ]);
    expect(policy?.egress.map(({ peer }) => peer)).toEqual([{ anywhere: true }, { everyPod: true }]);
  });
});

describe("wires to addresses", () => {
  it.each([
    ["https://lon1.digitaloceanspaces.com", "anywhere", [443]],
    ["http://minio.rack.example:9000/path", "anywhere", [9000]],
    ["ldaps://ldap.zai.dev", "anywhere", [636]],
    ["http://minio.store.svc:9000", { podsOf: "store" }, "all"],
    ["http://minio.store.svc.cluster.local", { podsOf: "store" }, "all"],
    ["https://www.svc.example.com", "anywhere", [443]],
  ])("%s", (address, to, ports) => {
    expect(toAddress(A, address)).toEqual({ from: A, to, ports });
  });

  it("asks for a port that cannot be told", () => {
    expect(() => toAddress(A, "amqp://broker.acme.dev")).toThrow("amqp://broker.acme.dev: its port must be given");
  });

  it("takes hosts with their port, and what is outside with several", () => {
    expect(toHost(A, "db.acme.dev", 25060)).toEqual({ from: A, to: "anywhere", ports: [25060] });
    expect(toOutside(A, 80, 443)).toEqual({ from: A, to: "outside", ports: [80, 443] });
  });
});
