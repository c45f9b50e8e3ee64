import jsep from 'jsep';
import { textOf, type Json } from '../template/json.ts';
import { TwinError } from '../twinError.ts';

/** A number, or undefined where there is no data point. */
export type Point = number | undefined;
type Lookup = (id: string) => Point;
type Formula = (lookup: Lookup) => Point;

const flag = (yes: boolean): number => (yes ? 1 : 0);
const operators: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '>': (a, b) => flag(a > b),
  '>=': (a, b) => flag(a >= b),
  '<': (a, b) => flag(a < b),
  '<=': (a, b) => flag(a <= b),
  '==': (a, b) => flag(a === b),
  '!=': (a, b) => flag(a !== b),
  '&&': (a, b) => flag(a !== 0 && b !== 0),
  '||': (a, b) => flag(a !== 0 || b !== 0),
};
const present = (points: readonly Point[]): number[] => points.filter((point) => point !== undefined);
const ofPresent =
  (sum: (...numbers: number[]) => number) =>
  (...points: Point[]): Point =>
    present(points).length === 0 ? undefined : sum(...present(points));
const functions: Record<string, (...points: Point[]) => Point> = {
  FILL: (point, instead) => point ?? instead,
  IF: (condition, then, otherwise) => {
    if (condition === undefined) return undefined;
    return condition === 0 ? otherwise : then;
  },
  MAX: ofPresent(Math.max),
  MIN: ofPresent(Math.min),
  SUM: ofPresent((...numbers) => numbers.reduce((a, b) => a + b, 0)),
  ABS: (point) => (point === undefined ? undefined : Math.abs(point)),
};

/**
 * Reads an expression of CloudWatch's metric math, for one moment: arithmetic, comparison, FILL, IF, MAX, MIN, SUM,
 * ABS. A point that lacks makes the result lack, as does a division by zero.
 * @throws TwinError for an expression that the twin cannot read
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function formula(expression: string): Formula {
  const cannot = (why: string): TwinError =>
    new TwinError(`The twin's CloudWatch cannot read the metric math "${expression}": ${why}.`);
  const compile = (expression: jsep.Expression): Formula => {
    const node = expression as jsep.CoreExpression;
    switch (node.type) {
      case 'Literal':
        return () => Number(node.value);
      case 'Identifier':
        return (lookup) => lookup(node.name);
      case 'UnaryExpression':
        if (node.operator !== '-') throw cannot(`it does not know the operator ${node.operator}`);
        return binary('-', () => 0, compile(node.argument));
      case 'BinaryExpression':
        return binary(node.operator, compile(node.left), compile(node.right));
      case 'CallExpression': {
        const name = textOf(node.callee['name'] as Json);
        const called = functions[name];
        if (!called) throw cannot(`it does not know the function ${name}`);
        const parts = node.arguments.map(compile);
        return (lookup) => called(...parts.map((part) => part(lookup)));
      }
      default:
        throw cannot(`it does not know ${node.type}`);
    }
  };
  const binary = (operator: string, left: Formula, right: Formula): Formula => {
    const apply = operators[operator];
    if (!apply) throw cannot(`it does not know the operator ${operator}`);
    return (lookup) => {
      const [a, b] = [left(lookup), right(lookup)];
      if (a === undefined || b === undefined) return undefined;
      const result = apply(a, b);
      return Number.isFinite(result) ? result : undefined;
    };
  };
  try {
    return compile(jsep(expression));
  } catch (error) {
    throw error instanceof TwinError ? error : cannot(String(error));
  }
}
