import type { Json, JsonObject } from '../../schema-form/pointer';

const DAY_MS = 86_400_000;

/** What a new form holds. A union shows the form in which it begins. */
export function firstRequest(dialect: string, type: string, mediaBuyId: string | undefined): JsonObject {
  const buy: JsonObject = mediaBuyId === undefined ? {} : { media_buy_id: mediaBuyId };
  const account: Json = { brand: {} };
  switch (`${dialect} ${type}`) {
    case 'adcp-v3 create_media_buy':
      return { account, start_time: 'asap', packages: [{}] };
    case 'hitl-v1 create_media_buy':
      return { packages: [''] };
    case 'adcp-v3 update_media_buy':
      return { ...buy, account };
    case 'adcp-v3 sync_creatives':
      return { account, creatives: [{}] };
    case 'hitl-v1 add_creative_assets':
      return { ...buy, assets: [{}] };
    default:
      return buy;
  }
}

/** An example of the API as a form that can be sent: with a number of its own, and a flight from now on. */
export function exampleRequest(example: JsonObject, mediaBuyId: string | undefined, now: Date): JsonObject {
  const number = now.getTime().toString(36).toUpperCase().slice(-6);
  const inAMonth = new Date(Math.ceil(now.getTime() / DAY_MS) * DAY_MS + 30 * DAY_MS).toISOString();
  return {
    ...example,
    ...('po_number' in example ? { po_number: `EXAMPLE-${number}` } : {}),
    ...('end_time' in example ? { end_time: inAMonth } : {}),
    ...('media_buy_id' in example && mediaBuyId !== undefined ? { media_buy_id: mediaBuyId } : {}),
  };
}
