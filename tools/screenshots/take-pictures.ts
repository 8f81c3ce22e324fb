import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type Page, chromium } from 'playwright-core';
import { createClient } from '@adcp-orchestrator/client';
import { said } from '../demo/said';
import { chromiumPath } from '../shared/chromium';
import type { Sandbox } from '../supervisor/sandbox';
import type { Stack } from '../supervisor/stack';
import type { Desk } from './fill-desk';

const LAPTOP = { width: 1360, height: 850 };
const PHONE = { width: 390, height: 844 };
const SCHEMES = ['light', 'dark'] as const;
/** Skeletons are gone and bars have grown. */
const CALM_MS = 900;

interface Picture {
  name: string;
  path: string;
  /** What is done on the page before it is taken. */
  before?: (page: Page) => Promise<void>;
  /** It stands in the README, in the light look. */
  isForDocs?: boolean;
}

export interface TakePicturesOptions {
  stack: Stack;
  sandbox: Sandbox;
  desk: Desk;
  /** The directory. */
  into: string;
  /** Only those of the README. */
  forDocs: boolean;
  say: (line: string) => void;
  signal: AbortSignal;
}

/** Takes a picture of every page of the console, and of the publisher's. Errors on a page's console are said. */
export async function takePictures({
  stack,
  sandbox,
  desk,
  into,
  forDocs,
  say,
  signal,
}: TakePicturesOptions): Promise<void> {
  await mkdir(into, { recursive: true });
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const pictures = await picturesOf(stack, desk);
    const views = [
      ...SCHEMES.map((scheme) => ({ scheme, viewport: LAPTOP, suffix: scheme })),
      { scheme: 'light' as const, viewport: PHONE, suffix: 'phone' },
    ];
    for (const { scheme, viewport, suffix } of forDocs ? views.slice(0, 1) : views) {
      const page = await open(browser, { scheme, viewport, baseUrl: stack.url, key: stack.bootstrapKey ?? '', say });
      for (const { name, path, before, isForDocs } of pictures) {
        signal.throwIfAborted();
        if (forDocs && isForDocs !== true) continue;
        await page.goto(path);
        await page.locator('main').first().waitFor();
        await page.waitForTimeout(CALM_MS);
        await before?.(page);
        await page.screenshot({ path: join(into, forDocs ? `console-${name}.png` : `${name}-${suffix}.png`) });
      }
      if (!forDocs) {
        await page.goto(`${sandbox.url}/`);
        await page.waitForTimeout(CALM_MS);
        await page.screenshot({ path: join(into, `publisher-${suffix}.png`) });
      }
      await page.context().close();
    }
  } finally {
    await browser.close();
  }
}

interface OpenOptions {
  scheme: 'light' | 'dark';
  viewport: { width: number; height: number };
  baseUrl: string;
  key: string;
  say: (line: string) => void;
}

async function open(browser: Browser, { scheme, viewport, baseUrl, key, say }: OpenOptions): Promise<Page> {
  const context = await browser.newContext({
    baseURL: baseUrl,
    viewport,
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') say(`${page.url()}: ${message.text()}`);
  });
  await page.goto('/sign-in');
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('main#main').waitFor();
  return page;
}

async function picturesOf(stack: Stack, desk: Desk): Promise<Picture[]> {
  const api = createClient({ baseUrl: stack.url, apiKey: stack.bootstrapKey ?? '' });
  const idOf = (po: string): string => {
    const id = desk.ids.get(po);
    if (id === undefined) throw new Error(`the desk has no order "${po}"`);
    return id;
  };
  const booked = await said(
    'the booked buy',
    api.GET('/v1/operations/{id}', { params: { path: { id: idOf('PO-2044') } } }),
  );
  const failed = await said('the deliveries', api.GET('/v1/deliveries', { params: { query: { status: 'pending' } } }));
  const [delivery] = failed.items;
  return [
    { name: 'overview', path: '/', isForDocs: true },
    { name: 'attention', path: '/attention' },
    { name: 'waiting', path: '/waiting' },
    { name: 'operations', path: '/operations' },
    { name: 'operation-in-doubt', path: `/operations/${idOf('PO-2077')}`, isForDocs: true },
    { name: 'operation-waiting', path: `/operations/${idOf('PO-2057')}` },
    { name: 'operation-booked', path: `/operations/${booked.id}` },
    { name: 'correction', path: `/operations/${idOf('PO-2047')}/correct` },
    { name: 'new-operation', path: '/operations/new' },
    { name: 'new-operation-form', path: '/operations/new?seller_id=global-video&type=create_media_buy' },
    { name: 'publishers', path: '/sellers' },
    { name: 'publisher-well', path: '/sellers/riverside-tv' },
    { name: 'publisher-refuses', path: '/sellers/harbor-radio' },
    { name: 'publisher-edit', path: '/sellers/riverside-tv?form=edit' },
    { name: 'media-buys', path: '/media-buys' },
    { name: 'media-buy', path: `/media-buys/global-video/${encodeURIComponent(booked.media_buy_id ?? '')}` },
    { name: 'deliveries', path: '/deliveries' },
    ...(delivery === undefined ? [] : [{ name: 'delivery', path: `/deliveries?delivery=${delivery.id}` }]),
    { name: 'subscriptions', path: '/subscriptions' },
    { name: 'subscription-new', path: '/subscriptions?form=new' },
    { name: 'access', path: '/access' },
    { name: 'audit', path: '/audit' },
    { name: 'tenants', path: '/tenants' },
    { name: 'not-found', path: '/nothing' },
  ];
}
