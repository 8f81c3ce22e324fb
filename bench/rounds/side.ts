/** One operation of the load. */
export interface Order {
  seller: string;
  poNumber: string;
}

/** What a side says became of an order. */
export interface Booking {
  poNumber: string;
  status: string;
  mediaBuyId: string | null;
}

/** One of the two sides that are measured. */
export interface Side {
  readonly name: string;
  readonly databaseUrl: string;
  /** The processes that do its work, by name. */
  readonly pids: Readonly<Record<string, number>>;
  /** The HTTP request that hands an order over. */
  request(order: Order): { path: string; headers: Record<string, string>; body: string };
  readonly url: string;
  /** The status by which the side accepts an order. */
  readonly accepted: number;
  /** Every order whose number starts like this, as the side's own records have it. */
  bookings(prefix: string): Promise<Booking[]>;
  /** Gathers statistics, as the server does by itself within the first minutes of an installation. */
  analyze(): Promise<void>;
  close(): Promise<void>;
}

/** The desk's request. A small buy has a kilobyte. */
export function mediaBuyRequest(poNumber: string): Record<string, unknown> {
  return {
    packages: ['premium_sports', 'premium_news', 'run_of_network'],
    po_number: poNumber,
    total_budget: 50_000,
    targeting_overlay: {
      geo_country_any_of: ['US', 'CA', 'GB', 'DE', 'FR'],
      device_type_any_of: ['mobile', 'desktop', 'ctv'],
      audience_segment_any_of: ['sports_fans', 'cord_cutters', 'frequent_travellers', 'outdoor_enthusiasts'],
      signals: Array.from({ length: 8 }, (_, index) => `3p:acme:segment_of_interest_number_${index}`),
    },
  };
}
