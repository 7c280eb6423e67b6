// From a lane's report to the marks of one box.
import type { Annotations } from './editor/text-box';
import type { LaneState } from './state';

const made = new WeakMap<object, Map<string, Annotations>>();

/** The marks of the source with that id; the same object for the same report, so that boxes see no change. */
export function annotationsOf({ report, texts }: LaneState, source: string): Annotations | undefined {
  if (report === undefined || !Object.hasOwn(texts, source)) return undefined;
  const bySource = made.get(report) ?? new Map<string, Annotations>();
  made.set(report, bySource);
  const known = bySource.get(source);
  if (known !== undefined) return known;
  const annotations: Annotations = {
    text: texts[source] ?? '',
    notes: report.findings
      .filter((f) => f.source === source && f.to > 0)
      .map(({ from, to, severity, message }) => ({ from, to, severity, message })),
    signed: report.signatures.flatMap((s) => s.covers).filter((c) => c.source === source),
  };
  bySource.set(source, annotations);
  return annotations;
}
