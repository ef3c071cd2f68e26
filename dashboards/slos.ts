import { BURNS, sloAlerts } from "../alerts/burn-rates";
import { BUDGET, badRatio, ofEach, ratioOver, type Slo } from "../alerts/slos";
import { type Dashboard, defineDashboard, defineSignal, promql, type Row } from "../src/dashboard";
import { lines, watched } from "./panels";

const EACH = "{{slo}} ({{sli}})";

function promised(slos: readonly Slo[]): Row {
  return {
    title: "What was promised",
    panels: [
      {
        kind: "bargauge",
        key: "budget-left",
        title: "Error budget left",
        description:
          "Share of the bad requests that its window allows and that have not happened. At 0 the promise is broken; before that: no risky rollouts.",
        queries: [
          {
            signal: defineSignal({
              expr: ofEach(
                slos,
                (indicator) => promql`1 - ${badRatio(indicator, indicator.window)} / ${indicator.budget}`,
              ),
              unit: "percentunit",
              min: 0,
              max: 1,
            }),
            legend: EACH,
          },
        ],
        thresholds: [
          { severity: "critical", below: 0.05 },
          { severity: "warning", below: 0.25 },
        ],
      },
      {
        kind: "table",
        key: "objectives",
        title: "Objectives",
        description: "Share of bad requests that each SLO allows, and what it was in the last day.",
        queries: [
          {
            signal: defineSignal({ expr: promql`max by (slo, sli) (${BUDGET})`, unit: "percentunit" }),
            column: "Allowed",
          },
          {
            signal: defineSignal({ expr: promql`max by (slo, sli) (${ratioOver("1d")})`, unit: "percentunit" }),
            column: "Last day",
          },
        ],
        columns: { slo: "SLO", sli: "Of" },
      },
      lines({
        key: "bad",
        title: "Share of bad requests",
        description: "In the half hour before. A step marks when it began.",
        expr: promql`max by (slo, sli) (${ratioOver("30m")})`,
        legend: EACH,
        unit: "percentunit",
        min: 0,
        width: 24,
      }),
    ],
  };
}

function burns(slos: readonly Slo[]): Row {
  const { alerts } = sloAlerts(slos);
  return {
    title: "How fast it goes",
    panels: BURNS.flatMap(({ long, short, factor }, index) => {
      const alert = alerts[index];
      if (alert === undefined) return [];
      return [
        watched({
          alert,
          title: `Burn rate, ${long} and ${short}`,
          description: `How many times as fast as promised, in the better of the two; from ten bad requests on. Above ${factor}, the line, is ${alert.name}.`,
          legend: EACH,
        }),
      ];
    }),
  };
}

/** Only where the config has SLOs. */
export function sloDashboard(slos: readonly Slo[]): Dashboard {
  return defineDashboard({
    uid: "slos",
    title: "SLOs",
    description: "Is what was promised kept, how much may still go wrong, and how fast is that used up?",
    folder: "Platform",
    tags: ["belvedere", "slo"],
    range: "24h",
    // The window of a month is read anew each time.
    refresh: "5m",
    links: [{ title: "Ingress", dashboard: "ingress" }],
    rows: [promised(slos), burns(slos)],
  });
}
