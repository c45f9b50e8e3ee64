/** An error that the operator can mend: in words, without a stack. Exit code 1. */
export class OperatorError extends Error {
  override readonly name = 'Fault';
}
