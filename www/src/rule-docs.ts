// The explanation of every rule: the same texts as on the command line. Loaded when the first one is asked for.

export interface RuleDoc {
  name: string;
  group: string;
  severity: string;
  meaning: string;
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
