import { enableCompileCache } from 'node:module';

// A command is short, and most of it was the compiling of its modules: kept by Node, they start in half of the time.
enableCompileCache();
const { runCommand } = await import('./program.ts');
await runCommand(process.argv.slice(2));
