import * as z from 'zod/mini';
import { RulesRow } from '../../platform/dynamodb/rulesRow.ts';
import { mostRules, ruleSchema } from './rule.ts';

const rulesSchema = z.object({
  /** What matches one of them waits until a person approves it. */
  holds: z.array(ruleSchema).check(z.maxLength(mostRules)),
  /** What matches one of them is not taken in. */
  blocks: z.array(ruleSchema).check(z.maxLength(mostRules)),
});
/** All that editors have said of what comes in. */
export type EditorRules = z.infer<typeof rulesSchema>;

export const noRules: EditorRules = { holds: [], blocks: [] };

/** The rules, in one row of the Articles table: a poll that brings something reads it. */
export class EditorRulesTable extends RulesRow<EditorRules> {
  protected readonly name = 'EDITOR-RULES';
  protected readonly none = noRules;
  protected readonly schema = rulesSchema;
}
