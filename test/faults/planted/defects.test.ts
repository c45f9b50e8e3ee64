import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { defects } from './defects.ts';

test.each(defects)('"$name" can be planted: the code is as the defect knows it', ({ file, was }) => {
  expect(readFileSync(file, 'utf8').split(was)).toHaveLength(2);
});
