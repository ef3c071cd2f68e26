import { page, type Sample, samples } from "./pages";
import type { JobPast } from "./scenarios";

/** Metrics of the pages whose value is a time. */
const TIMES = /^(?:push_time_seconds|managed_tokens_(?:last_\w+_timestamp|last_ferry_refresh))$/;

/** Samples of a page as if it had been pushed at another time, in Unix seconds; a time that is 0 is none. */
export function pushedAt(name: string, at: number): readonly Sample[] {
  const all = samples(page(name));
  const own = all.find((sample) => sample.name === "push_time_seconds")?.value ?? 0;
  return all.map((sample) =>
    TIMES.test(sample.name) && sample.value > 0 ? { ...sample, value: sample.value - own + at } : sample,
  );
}

/** The page as an executable pushes it: the gateway sets job and instance, and notes the time itself. */
export function body(name: string, at: number): string {
  const types = page(name)
    .split("\n")
    .filter((line) => line.startsWith("# TYPE managed_tokens_"));
  const lines = pushedAt(name, at)
    .filter((sample) => sample.name.startsWith("managed_tokens_"))
    .map(({ labels: { job: _, ...labels }, ...sample }) => line({ ...sample, labels }));
  return `${[...types, ...lines].join("\n")}\n`;
}

/**
 * What Prometheus scraped of a job every two minutes until a minute ago, as lines of OpenMetrics.
 * @param stored A sample with the labels that Prometheus stores it with
 */
export function history(
  { runs, forgotten = 0 }: JobPast,
  now: number,
  stored: (page: string, sample: Sample) => Sample,
): readonly string[] {
  const past = runs.filter(({ ago }) => ago > 0).sort((a, b) => b.ago - a.ago);
  return past.flatMap(({ ago, page: name }, index) => {
    const scraped = pushedAt(name, now - ago * 3600)
      // Buckets of histograms are half of a page, and no alert reads them.
      .filter((sample) => !sample.name.endsWith("_bucket"))
      .map((sample) => line(stored(name, sample)));
    const end = past[index + 1]?.ago ?? forgotten;
    return times(now - ago * 3600, now - Math.max(end * 3600, 60)).flatMap((at) =>
      scraped.map((sample) => `${sample} ${at}`),
    );
  });
}

function times(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / 120)) }, (_, index) => from + index * 120);
}

function line({ name, labels, value }: Sample): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
  return `${name}{${pairs.join(",")}} ${value}`;
}
