import jsep from 'jsep';
import { textOf, type Json } from '../template/json.ts';
import { TwinError } from '../twinError.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
/** Whether a composite alarm fires, by the states of the alarms it names (by name or ARN). */
export type AlarmRule = (stateOf: (alarm: string) => AlarmState) => boolean;

/**
 * Reads a composite alarm's rule: ALARM("name"), OK("name"), INSUFFICIENT_DATA("name"), TRUE, FALSE, AND, OR, NOT,
 * brackets.
 * @throws TwinError for a rule that the twin cannot read
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function compositeRule(rule: string): AlarmRule {
  const cannot = (why: string): TwinError =>
    new TwinError(`The twin's CloudWatch cannot read the alarm rule ${rule}: ${why}.`);
  // The grammar is that of JavaScript's logic under other words; names in quotes stay as they are.
  const words: Record<string, string> = { AND: '&&', OR: '||', NOT: '!' };
  const logic = rule.replace(/"[^"]*"|\b(?:AND|OR|NOT)\b/g, (found) => words[found] ?? found);
  const compile = (expression: jsep.Expression): AlarmRule => {
    const node = expression as jsep.CoreExpression;
    if (node.type === 'Identifier' && (node.name === 'TRUE' || node.name === 'FALSE'))
      return () => node.name === 'TRUE';
    if (node.type === 'UnaryExpression' && node.operator === '!') {
      const inner = compile(node.argument);
      return (stateOf) => !inner(stateOf);
    }
    if (node.type === 'BinaryExpression' && (node.operator === '&&' || node.operator === '||')) {
      const [left, right] = [compile(node.left), compile(node.right)];
      return node.operator === '&&'
        ? (stateOf) => left(stateOf) && right(stateOf)
        : (stateOf) => left(stateOf) || right(stateOf);
    }
    if (node.type === 'CallExpression') {
      const state = textOf(node.callee['name'] as Json);
      const name = node.arguments[0]?.value;
      if (typeof name === 'string' && ['OK', 'ALARM', 'INSUFFICIENT_DATA'].includes(state))
        return (stateOf) => stateOf(name) === state;
    }
    throw cannot(`it does not know its ${node.type}`);
  };
  try {
    return compile(jsep(logic));
  } catch (error) {
    throw error instanceof TwinError ? error : cannot(String(error));
  }
}
