// The explanation of every rule: the same texts as on the command line. Loaded when the first one is asked for.

export interface RuleDoc {
  name: string;
  group: string;
  severity: string;
  meaning: string;
  /** Why it matters; empty where that is plain. */
  why: string;
  /** A message as the rule says it. */
  example: string;
  /** What has to be changed at the identity provider: names in `steps.json`. */
  changes: string[];
  fix: string;
  standard: string;
}

let loading: Promise<ReadonlyMap<string, RuleDoc>> | undefined;

/** Every rule's explanation by its name, loaded once; the next call tries again where that failed. */
export function loadRuleDocs(): Promise<ReadonlyMap<string, RuleDoc>> {
  loading ??= import('../rules.json').then(
    (module) => new Map((module.default as unknown as RuleDoc[]).map((rule) => [rule.name, rule])),
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** Steps by kind of change and by vendor. */
export type Steps = Record<string, Record<string, string[]>>;

let loadingSteps: Promise<Steps> | undefined;

/** What each change means at each product. */
export function loadSteps(): Promise<Steps> {
  loadingSteps ??= import('../steps.json').then(
    (module) => module.default as unknown as Steps,
    (error: unknown) => {
      loadingSteps = undefined;
      throw error;
    },
  );
  return loadingSteps;
}

/** A rule's text with the steps at one product. */
export interface Explained {
  title: string;
  doc: RuleDoc;
  /** Empty where nothing is to be changed there. */
  steps: string[];
}

/** Everything about a rule; absent where no rule has that name. */
export async function explain(rule: string, vendor: string): Promise<Explained | undefined> {
  const [docs, steps, { TITLES }] = await Promise.all([loadRuleDocs(), loadSteps(), import('./rules-titles')]);
  const doc = docs.get(rule);
  return doc === undefined ? undefined : { title: TITLES[rule] ?? rule, doc, steps: doc.changes.flatMap((change) => steps[change]?.[vendor] ?? []) };
}
