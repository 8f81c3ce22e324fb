import { join } from 'node:path';
import { format } from 'prettier';
import { api } from './api';
import { operations } from './operations';
import { publishers } from './publishers';
import { workspace } from './rules';
import { workers } from './workers';

const builders = { operations, publishers, workers, api };

/** The dashboards as Grafana reads them, by the name of their file. */
export const dashboards = Object.entries(builders).map(([name, builder]) => ({
  path: join(workspace, 'dashboards', `${name}.json`),
  dashboard: builder.build(),
}));

export type Dashboard = (typeof dashboards)[number];

/** @returns the text of a dashboard's file */
export const textOf = ({ dashboard }: Dashboard): Promise<string> =>
  format(JSON.stringify(dashboard), { parser: 'json', printWidth: 120 });
