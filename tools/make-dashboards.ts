// Writes the dashboards of `dashboards/`, which are made by code.
import { writeFileSync } from 'node:fs';
import { dashboards, textOf } from './dashboards/dashboards';

async function main(): Promise<void> {
  for (const one of dashboards) writeFileSync(one.path, await textOf(one));
}

void main();
