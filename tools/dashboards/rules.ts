import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export const workspace = resolve(__dirname, '../..');
export const RULES = 'dashboards/adcp-orchestrator.rules.yaml';
export const RULE_TESTS = 'dashboards/adcp-orchestrator.tests.yaml';

const ruleSchema = z.strictObject({
  alert: z.string(),
  expr: z.string(),
  for: z.string().optional(),
  labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
  annotations: z.strictObject({ summary: z.string(), description: z.string(), runbook_url: z.string() }),
});
export type Rule = z.infer<typeof ruleSchema>;

const rulesSchema = z.strictObject({
  groups: z.array(z.strictObject({ name: z.string(), rules: z.array(ruleSchema) })),
});
export type RulesFile = z.infer<typeof rulesSchema>;

const testsSchema = z.object({
  tests: z.array(
    z.object({
      input_series: z.array(z.object({ series: z.string() })),
      promql_expr_test: z.array(z.looseObject({ expr: z.string(), exp_samples: z.array(z.unknown()) })),
    }),
  ),
});
export type RuleTest = z.infer<typeof testsSchema>['tests'][number];

const read = (path: string): unknown => parse(readFileSync(join(workspace, path), 'utf8')) as unknown;

/** @throws when the file has a rule that does not say what every rule of ours must say */
export const readRulesFile = (): RulesFile => rulesSchema.parse(read(RULES));

/** @throws as `readRulesFile` */
export const readRules = (): Rule[] => readRulesFile().groups.flatMap(({ rules }) => rules);

export const readRuleTests = (): RuleTest[] => testsSchema.parse(read(RULE_TESTS)).tests;
