import { playFound } from './playFound.ts';

playFound(0);
