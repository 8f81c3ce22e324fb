import { resolve } from 'node:path';

/** The root of the clone. */
export const workspace = resolve(__dirname, '../..');
