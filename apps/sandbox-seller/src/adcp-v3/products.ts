import type { GetProductsResponse } from '@adcp/sdk/types';

type Product = GetProductsResponse['products'][number];

const formats = (agentUrl: string, ids: string[]): Product['format_ids'] =>
  ids.map((id) => ({ agent_url: agentUrl, id }));

/** What every publisher of this sandbox sells. Any other `product_id` is accepted too. */
export function sandboxProducts(agentUrl: string): Product[] {
  const common = {
    publisher_properties: [{ publisher_domain: 'sandbox-publisher.example', selection_type: 'all' as const }],
    reporting_capabilities: {
      available_reporting_frequencies: ['daily' as const] as ['daily'],
      expected_delay_minutes: 240,
      timezone: 'UTC',
      supports_webhooks: false,
      available_metrics: ['impressions' as const, 'spend' as const],
      date_range_support: 'date_range' as const,
    },
  };
  const priced = (id: string, cpm: number): Product['pricing_options'] => [
    { pricing_option_id: id, pricing_model: 'cpm', currency: 'USD', fixed_price: cpm, min_spend_per_package: 100 },
  ];
  return [
    {
      ...common,
      product_id: 'premium_sports',
      name: 'Premium sports video',
      description: 'Pre-roll on live sports, approved by the publisher campaign by campaign',
      channels: ['olv'],
      format_ids: formats(agentUrl, ['video_16x9_30s']),
      delivery_type: 'guaranteed',
      pricing_options: priced('cpm_guaranteed_fixed', 42),
    },
    {
      ...common,
      product_id: 'homepage_takeover',
      name: 'Homepage takeover',
      description: 'Every display slot of the homepage for a day',
      channels: ['display'],
      format_ids: formats(agentUrl, ['display_970x250', 'display_300x600']),
      delivery_type: 'guaranteed',
      pricing_options: priced('cpm_takeover', 18),
    },
    {
      ...common,
      product_id: 'run_of_site_display',
      name: 'Run of site display',
      description: 'Display inventory across the site, bookable without review',
      channels: ['display'],
      format_ids: formats(agentUrl, ['display_300x250']),
      delivery_type: 'non_guaranteed',
      pricing_options: priced('cpm_run_of_site', 6),
    },
  ];
}
