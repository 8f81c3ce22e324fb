import { attentionReasons, operationTypes } from '@adcp-orchestrator/domain';
import { z } from 'zod';
import { answerComponent } from '../../docs/components';
import { line } from '../../validation/text';

/** The parameters of `GET /v1/operations/groups`. */
export const groupsQuery = z.strictObject({
  seller_id: line(64).optional(),
  user_id: line(256).optional(),
});

const amount = z.object({ amount: z.number(), currency: z.string().nullable() });
const shared = {
  seller_id: z.string(),
  operations: z.int().describe('How many'),
  money: z.array(amount).describe('Their total budgets, summed by currency'),
  since: z.iso.datetime().describe('Since when the oldest of them'),
};
const complete = z.boolean().describe('False when there are more than the 10,000 that were looked at');

const attentionGroup = answerComponent(
  'AttentionGroup',
  z
    .object({
      reason: z.enum(attentionReasons).describe('Why a person is needed'),
      ...shared,
      oldest: z
        .array(
          z.object({
            id: z.uuid(),
            type: z.enum(operationTypes),
            po_number: z.string().nullable(),
            user_id: z.string().nullable(),
            assignee: z.string().nullable().describe('Who looks after it, as somebody of yours set it'),
            since: z.iso.datetime().describe('Since when for this reason'),
            total_budget: amount.nullable().describe('What it buys for'),
          }),
        )
        .describe('The three oldest'),
    })
    .describe('Operations at one seller that need a person for one reason'),
);

const waitingGroup = answerComponent(
  'WaitingGroup',
  z
    .object({
      ...shared,
      overdue: z.int().describe('How many of them take longer than usual'),
      by_age: z
        .array(
          z.object({
            up_to_seconds: z.int().nullable().describe('The longest time that is counted here; null: any longer'),
            operations: z.int().describe('How many wait longer than the age before, and no longer than this'),
          }),
        )
        .describe('By how long they have been waiting: up to an hour, four hours, a day, three days, and longer'),
    })
    .describe('Operations that wait for one seller'),
);

export const groupsSchema = answerComponent(
  'OperationGroups',
  z
    .object({
      at: z.iso.datetime().describe('When it was looked; the ages count from here'),
      attention: z
        .object({ groups: z.array(attentionGroup).describe('The group with the oldest first'), complete })
        .describe('What needs a person, by seller and reason'),
      waiting: z
        .object({ groups: z.array(waitingGroup).describe('The group with the oldest first'), complete })
        .describe('What waits for sellers, by seller'),
    })
    .describe('What needs a person and what waits, summed up'),
);

export const groupsExample = {
  at: '2026-03-02T12:00:00.000Z',
  attention: {
    groups: [
      {
        reason: 'credential_refused',
        seller_id: 'metro',
        operations: 6,
        money: [{ amount: 88_000, currency: 'USD' }],
        since: '2026-03-02T09:00:00.000Z',
        oldest: [
          {
            id: '01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11',
            type: 'create_media_buy',
            po_number: 'PO-1',
            user_id: 'trader@desk',
            assignee: null,
            since: '2026-03-02T09:00:00.000Z',
            total_budget: { amount: 25_000, currency: 'USD' },
          },
        ],
      },
    ],
    complete: true,
  },
  waiting: {
    groups: [
      {
        seller_id: 'acme',
        operations: 41,
        money: [{ amount: 512_000, currency: 'USD' }],
        since: '2026-03-01T16:10:00.000Z',
        overdue: 2,
        by_age: [
          { up_to_seconds: 3_600, operations: 20 },
          { up_to_seconds: 14_400, operations: 12 },
          { up_to_seconds: 86_400, operations: 9 },
          { up_to_seconds: 259_200, operations: 0 },
          { up_to_seconds: null, operations: 0 },
        ],
      },
    ],
    complete: true,
  },
};
