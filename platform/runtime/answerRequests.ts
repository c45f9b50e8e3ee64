import { Worker } from 'node:worker_threads';

/** Makes this the program of a `BoundedProcess`: it answers one request after another, as they are sent. */
export function answerRequests<Request, Answer>(answer: (request: Request) => Answer | Promise<Answer>): void {
  process.on('message', (request: Request) => {
    void Promise.resolve(answer(request)).then((answered) => process.send?.(answered));
  });
  // The parent process holds the other end of its standard input, and writes nothing there. When that closes nobody is
  // left to end what reads without end.
  new Worker("require('node:fs').readSync(0, Buffer.alloc(1)); process.kill(process.pid, 'SIGKILL');", {
    eval: true,
  }).unref();
}
