import { readFileSync } from 'node:fs';

export const answer = ;
