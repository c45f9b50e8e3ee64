import { enableCompileCache } from 'node:module';

// A command is short, and most of it was the compiling of its modules: kept by Node, they start in half of the time.
enableCompileCache();
// Whoever reads a list by `head` has enough of it, and closes the pipe: no fault of the command.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
const { runCommand } = await import('./program.ts');
await runCommand(process.argv.slice(2));
