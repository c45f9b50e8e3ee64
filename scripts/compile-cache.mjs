// Loaded before `npm start`: Node keeps what it has compiled, and TypeScript without its types, for the next start.
import { enableCompileCache } from 'node:module';

enableCompileCache();
