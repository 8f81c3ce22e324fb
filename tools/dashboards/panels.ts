import {
  DashboardBuilder,
  DatasourceVariableBuilder,
  type Panel,
  QueryVariableBuilder,
  RowBuilder,
  VariableHide,
  VariableRefresh,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { LegendDisplayMode, LegendPlacement, VizLegendOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

/** A query, and how its series are named. */
export type Query = readonly [expr: string, legend: string];

/** What a panel shows. Whoever opens it sees the description: what is right, and what to do otherwise. */
export interface PanelOptions {
  title: string;
  description: string;
  /** As Grafana names it: `s`, `short`, `percentunit`, `ops`. */
  unit: string;
  queries: readonly Query[];
}

/** A column of the dashboard's 24. */
const HALF = 12;
const QUARTER = 6;
const HEIGHT = { graph: 8, number: 4 };
/** The datasource is chosen on the dashboard: it is Grafana's default at first. */
const datasource = { type: 'prometheus', uid: '${datasource}' };

const targets = (queries: readonly Query[]): DataqueryBuilder[] =>
  queries.map(([expr, legend], place) =>
    new DataqueryBuilder()
      .expr(expr)
      .legendFormat(legend)
      .refId(String.fromCharCode('A'.charCodeAt(0) + place))
      .range(),
  );

/** Lines over time. */
export const graph = ({ title, description, unit, queries }: PanelOptions): TimeSeriesBuilder =>
  new TimeSeriesBuilder()
    .title(title)
    .description(description)
    .unit(unit)
    .min(0)
    .datasource(datasource)
    .span(HALF)
    .height(HEIGHT.graph)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    )
    .targets(targets(queries));

/** The present value as a number. */
export const number = ({ title, description, unit, queries }: PanelOptions): StatBuilder =>
  new StatBuilder()
    .title(title)
    .description(description)
    .unit(unit)
    .noValue('0')
    .datasource(datasource)
    .span(QUARTER)
    .height(HEIGHT.number)
    .targets(targets(queries));

/** A choice of label values: all of them at first. */
export interface Choice {
  label: string;
  /** A metric that has the label. */
  of: string;
}

export interface DashboardOptions {
  uid: string;
  title: string;
  description: string;
  choices: readonly Choice[];
  rows: readonly { title: string; panels: readonly (TimeSeriesBuilder | StatBuilder)[] }[];
}

/* eslint-disable @typescript-eslint/no-deprecated -- the form of `dashboardv2` is not read by every Grafana that is in use */
/** A whole dashboard. */
export function dashboardOf({ uid, title, description, choices, rows }: DashboardOptions): DashboardBuilder {
  const dashboard = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(['adcp-orchestrator'])
    .refresh('30s')
    .time({ from: 'now-6h', to: 'now' })
    .timezone('browser')
    .readonly()
    .withVariable(new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'));
  for (const { label, of } of choices) {
    const query = `label_values(${of}, ${label})`;
    dashboard.withVariable(
      new QueryVariableBuilder(label)
        .label(label)
        .datasource(datasource)
        .query(query)
        .definition(query)
        .refresh(VariableRefresh.OnTimeRangeChanged)
        .hide(VariableHide.DontHide)
        .multi(true)
        .includeAll(true)
        .allValue('.*'),
    );
  }
  for (const { title: row, panels } of rows) {
    dashboard.withRow(new RowBuilder(row));
    for (const panel of panels) dashboard.withPanel(panel);
  }
  return dashboard;
}
/* eslint-enable @typescript-eslint/no-deprecated */

/** @returns the expressions of all panels of a dashboard, rows and hidden ones too */
export function queriesOf(dashboard: { panels?: readonly unknown[] }): string[] {
  const panels = (dashboard.panels ?? []) as readonly (Partial<Panel> & { panels?: Panel[] })[];
  return panels.flatMap(({ targets: own = [], panels: inner = [] }) => [
    ...own.map((target) => ('expr' in target ? String(target.expr) : '')),
    ...queriesOf({ panels: inner }),
  ]);
}
