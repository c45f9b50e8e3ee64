import { playFound } from './playFound.ts';

playFound(2);
