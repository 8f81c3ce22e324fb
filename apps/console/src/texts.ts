import type { Operation } from './api/types';

type AttentionReason = NonNullable<Operation['attention']>['reason'];

/** Every English word that the console shows, in one place: who changes the wording, or translates it, reads this file. */
export const texts = {
  product: 'AdCP Orchestrator',
  loading: 'Loading',
  close: 'Close',

  nav: {
    overview: 'Overview',
    attention: 'Attention',
    waiting: 'Waiting',
    operations: 'Operations',
    sellers: 'Publishers',
    deliveries: 'Deliveries',
    subscriptions: 'Subscriptions',
    access: 'Access',
    audit: 'Audit',
  },

  roles: { viewer: 'viewer', trader: 'trader', admin: 'admin', platform_admin: 'platform admin' },

  shell: {
    skip: 'Skip to the content',
    menu: 'Menu',
    navigation: 'Pages',
    tenant: (name: string) => `Tenant: ${name}`,
    search: 'Search purchase order, id, message, publisher',
    found: 'What is found',
    allFound: (text: string) => `All operations with “${text}”`,
    searchTooShort: (least: number) => `At least ${least} characters`,
    signedInAs: (name: string, role: string) => `Signed in as ${name}, ${role}`,
    colours: 'Colours',
    schemes: { light: 'Light', dark: 'Dark', auto: 'As the system' },
    signOut: 'Sign out',
  },

  signIn: {
    title: 'Sign in',
    lead: 'Every media buy, where it stands, and what you must do.',
    key: 'API key',
    keyHint: 'Exchanged for a session of 12 hours. It is not kept in this browser.',
    submit: 'Sign in',
    company: 'Sign in with your company account',
  },

  live: {
    open: 'live',
    opening: 'connecting',
    cut: 'disconnected',
    openHint: 'What you see changes as it happens',
    cutHint: 'The connection is lost. It is tried again every few seconds; then this page catches up by itself.',
  },

  keys: {
    title: 'Keys',
    list: 'This list',
    search: 'Search',
    down: 'Next row',
    up: 'Row before',
    open: 'Open the row',
  },

  problem: {
    request: 'Request',
    again: 'Try again',
    away: {
      title: 'The service was not reached',
      detail: 'Check the connection of this machine. Nothing was changed, unless you see it here.',
    },
    failed: {
      title: 'This page failed',
      detail: (message: string) => `It is a fault of the console (${message}). Reload the page; if it stays, tell us.`,
    },
  },

  copy: { hint: 'Copy', done: 'Copied', all: 'Copy all', action: (id: string) => `Copy ${id}` },

  confirm: { cancel: 'Cancel' },

  filters: {
    label: 'Filters',
    clear: 'Clear all',
    remove: (what: string) => `Remove the filter ${what}`,
    or: ' or ',
    apply: 'Apply',
  },

  table: {
    more: 'Loading more',
    news: (count: number) => (count === 1 ? '1 new: show it' : `${count} new: show them`),
  },

  failed: { title: 'This page failed' },

  notFound: {
    title: 'There is no such page',
    why: 'The address leads to nothing. It may have been mistyped, or the page was renamed.',
    wayOut: 'Go to the operations',
  },

  attentionPage: {
    title: 'Attention',
    count: (count: string) => (count === '1' ? '1 needs one of us' : `${count} need one of us`),
    sort: 'Oldest first',
    sorts: { largest: 'Largest money first' },
    none: 'Nothing needs a person. Doubts, time-outs, refused credentials, questions and contradictions stand here, with what to do.',
    noneMatch: 'Nothing needs a person that matches these filters.',
    clear: 'Show all',
    toWaiting: 'What waits for publishers',
    nobodyNeeded: 'It needs nobody any more.',
    whatToDo: 'What to do',
    whomToAsk: 'Whom to ask',
    evidence: 'What is known',
    askedAgain: 'Asked again',
    whole: 'The whole operation',
    says: (seller: string) => `${seller} says:`,
    toSeller: (seller: string) => `Settings of ${seller}`,
    actOnAll: (count: string) => `Act on all ${count}`,
    more: (count: number) => `${count.toLocaleString()} more`,
    /** What is the case. @param money what is at stake; empty when it is not known */
    why: (reason: AttentionReason, seller: string, money: string): string => {
      const stake = money === '' ? '' : ` At stake: ${money}.`;
      switch (reason) {
        case 'in_doubt':
          return `We sent it, and cannot prove whether ${seller} booked it. It may have.${stake}`;
        case 'timed_out':
          return `${seller} gave no outcome by the deadline. It may still book it.${stake}`;
        case 'credential_refused':
          return `${seller} refuses our credential, so nothing goes through until it is replaced.${stake}`;
        case 'permission_missing':
          return `${seller} lacks a permission or an authorisation for it. It waits until one is given.${stake}`;
        case 'input_required':
          return `${seller} asks something, and does not go on before it has an answer.${stake}`;
        case 'version_unsupported':
          return `${seller} does not speak the version of AdCP that we send. Nothing was booked.${stake}`;
        case 'may_be_booked':
          return `It ended without a buy, but an earlier call may have booked it. Its purchase order stays held until somebody has looked.${stake}`;
        case 'late_settlement':
          return `${seller} settled it after the deadline. Perhaps it was bought elsewhere by then.${stake}`;
        case 'conflict':
          return `${seller} has said two things that do not go together. Nothing was changed.${stake}`;
      }
    },
    /** What to do, in the words of the buttons. @param reference by what they find it */
    todo: (reason: AttentionReason, seller: string, reference: string): string => {
      switch (reason) {
        case 'in_doubt':
        case 'timed_out':
          return `Ask ${seller} for ${reference}: is it booked, and under which id? Then press what they answer. Do not buy it again before.`;
        case 'credential_refused':
          return `Have a valid credential put into the settings of ${seller}, then send it again.`;
        case 'permission_missing':
          return `Ask ${seller} what ${reference} lacks, and see that it is given. We ask again and again by ourselves.`;
        case 'input_required':
          return `Answer ${seller}, who finds it by ${reference}. Then send it again if they want that, or press what they decide.`;
        case 'version_unsupported':
          return `Ask ${seller} which version it speaks, and whoever runs this service to send that one. Then send it again.`;
        case 'may_be_booked':
          return `Ask ${seller} for ${reference}. Then acknowledge with what they say, or send it again if they have nothing.`;
        case 'late_settlement':
          return `If you bought it elsewhere, agree with ${seller} which buy stays. Then acknowledge with what was agreed.`;
        case 'conflict':
          return `Ask ${seller} which is true for ${reference}, then acknowledge with their answer.`;
      }
    },
    /** What to do about many that have one cause. */
    doAll: (reason: AttentionReason, seller: string): string => {
      switch (reason) {
        case 'credential_refused':
          return `Put a valid credential into the settings of ${seller}, then send all of them again.`;
        case 'version_unsupported':
          return `Ask ${seller} which version it speaks, and whoever runs this service to send that one. Then send all of them again.`;
        case 'permission_missing':
          return `Ask ${seller} which permission is missing, and see that it is given. We ask again and again by ourselves.`;
        default:
          return `Ask ${seller} about all of them in one call. Then open each, or act on all of them at once.`;
      }
    },
    /** Why something at a publisher needs a person. One cause may hold many. */
    cause: (reason: AttentionReason, seller: string, count: number): string => {
      const many = count !== 1;
      switch (reason) {
        case 'in_doubt':
          return many ? `Did ${seller} book these ${count}?` : `Did ${seller} book this?`;
        case 'timed_out':
          return many ? `${seller} let ${count} deadlines pass` : `${seller} let the deadline pass`;
        case 'credential_refused':
          return `${seller} refuses our credential: ${many ? `${count} wait` : '1 waits'}`;
        case 'permission_missing':
          return `A permission is missing at ${seller}: ${many ? `${count} wait` : '1 waits'}`;
        case 'input_required':
          return many ? `${seller} has ${count} questions` : `${seller} asks something`;
        case 'version_unsupported':
          return `${seller} does not speak our version: ${many ? `${count} wait` : '1 waits'}`;
        case 'may_be_booked':
          return many ? `${count} ended at ${seller}, and may be booked` : `It ended at ${seller}, and may be booked`;
        case 'late_settlement':
          return many ? `${seller} settled ${count} after the deadline` : `${seller} settled it after the deadline`;
        case 'conflict':
          return many ? `${seller} contradicts itself ${count} times` : `${seller} contradicts itself`;
      }
    },
  },

  contact: {
    title: (name: string, seller: string | null) => (seller === null ? name : `${name}, ${seller}`),
    unknown: 'Nobody to ask is known at this publisher.',
    add: 'Add a contact',
    askFor: 'Ask for',
    subject: (reference: string) => `Media buy ${reference}`,
    body: (reference: string, money: string) =>
      `Hello,\n\nhow does our media buy ${reference}${money === '' ? '' : ` over ${money}`} stand with you? Is it booked, and under which id?\n\n`,
  },

  firstSteps: {
    lead: 'There is nothing here yet. Three steps lead to a first media buy; the sandbox is a publisher to try with, and nothing there costs money.',
    register: 'Register the sandbox publisher',
    registered: (name: string, others: number) =>
      others === 0 ? `${name} is registered.` : `${name} and ${others} more are registered.`,
    toSellers: 'Publishers',
    done: 'done',
    askAdmin: 'Your role may not register publishers: ask an admin of your organisation.',
    sandboxName: 'Sandbox',
    sandboxHint: 'Start the sandbox in a terminal, in the directory of this service:',
    address: 'Its address',
    send: 'Send a first buy',
    sendHint:
      'A buy of 25,000 USD goes to the sandbox. It is play money: the sandbox only plays a publisher. Its people approve the buy on the sandbox’s own page.',
    sendLater: 'As soon as a publisher is registered.',
    sendReal: 'Your publisher is a real one, and so is the money: fill in what is bought.',
    newBuy: 'New buy',
    askTrader: 'Your role may look, and not buy: ask a trader of your organisation.',
    lookAgain: 'Look again',
    watch: 'See it move',
    watchHint:
      'The buy shows what happens to it, live. What waits, what needs you and how long approvals take then stands here.',
  },

  overview: {
    title: 'Overview',
    needYou: 'need one of us',
    waitForPublishers: 'wait for publishers',
    overdue: 'are overdue',
    overdueColumn: 'Overdue',
    overdueMore: 'longer than usual at their publisher',
    settled: 'settled in 30 days',
    approvals: (half: string, most: string) => `half approved within ${half}, nine of ten within ${most}`,
    waiting: 'Waiting, by publisher and age',
    attention: 'What needs one of us',
    nothingWaits: 'Nothing waits for a publisher.',
    nobodyNeeded: 'Nothing needs a person. Doubts, time-outs and refusals would stand here.',
    publisher: 'Publisher',
    ages: ['to 1 h', '1–4 h', '4–24 h', '1–3 d', 'over 3 d'],
    all: 'All',
    budget: 'Budget',
    morePublishers: (count: number) => `${count} more publishers`,
    moreCauses: (count: number) => `${count} more`,
    settledPerDay: 'Settled per day',
    settledPerDayHint:
      'Chart: how many operations ended on each of the last 30 days. The same numbers are in the table below.',
    others: 'Booked, done or ended otherwise',
    rejected: 'Rejected',
    approvalTimes: 'How long approvals took',
    approvalTimesHint:
      'Chart: how long approvals took on each of the last 30 days. The same numbers are in the table below.',
    half: 'Half within',
    most: 'Nine of ten within',
    asTable: 'As a table, day by day (UTC)',
    day: 'Day',
  },

  usual: {
    usually: (half: string, most: string) => (half === most ? `usually ${half}` : `usually ${half} to ${most}`),
    hint: (usually: string) =>
      `${usually}: half of this publisher’s approvals take no longer than the first, nine of ten no longer than the second`,
    noHistory: 'no history yet',
    noHistoryHint: 'This publisher has too few approvals yet. The bar runs to the deadline',
  },

  waitingPage: {
    title: 'Waiting',
    count: (count: string) => `${count} wait for publishers`,
    overdueCount: (count: string) => `${count} overdue`,
    forWhom: 'For whom',
    parties: { seller: 'For publishers', desk: 'For us', us: 'For the service' },
    overdue: 'Overdue',
    onlyOverdue: 'Only what takes longer than usual',
    overdueWord: 'overdue',
    columns: {
      po: 'Purchase order',
      seller: 'Publisher',
      budget: 'Budget',
      since: 'Waits',
      usual: 'Against the usual time',
      deadline: 'Deadline',
      user: 'For',
      ask: 'Ask',
    },
    ask: 'Ask now',
    askNow: (seller: string) => `Ask now: ${seller}`,
    askHint: (seller: string) => `Asks ${seller}’s system at once. It changes nothing there`,
    asked: (seller: string) => `Asked: ${seller}`,
    askedShort: 'Asked',
    askedHint: 'What it answers shows here within seconds',
    people: (seller: string) => `Whom to ask at ${seller}`,
    none: 'Nothing waits for a publisher. What is handed over and needs an approval stands here until it has one.',
    noneAt: (seller: string) => `Nothing waits for ${seller}.`,
    noneMatch: 'Nothing waits that matches these filters.',
    clear: 'Show all that wait for publishers',
    toOperations: 'All operations',
  },

  whose: { label: 'Whose', mine: (name: string) => `Mine (${name})` },

  /** A status in two words. */
  status: {
    requested: 'To be sent',
    submitting: 'Being sent',
    pending_approval: 'Waits for approval',
    pending_permission: 'Permission missing',
    pending_input: 'Asks something',
    working: 'Publisher works on it',
    approved: 'Approved',
    in_doubt: 'In doubt',
    timed_out: 'Timed out',
    created: 'Booked',
    active: 'Delivering',
    completed: 'Done',
    failed: 'Failed',
    rejected: 'Rejected',
    canceled: 'Canceled',
  },

  /** Why a person is needed, in two words. */
  attention: {
    in_doubt: 'In doubt',
    timed_out: 'Timed out',
    credential_refused: 'Credential refused',
    permission_missing: 'Permission missing',
    input_required: 'Asks something',
    version_unsupported: 'Version not spoken',
    may_be_booked: 'May be booked',
    late_settlement: 'Settled late',
    conflict: 'Contradiction',
  },

  /** A status as a sentence. */
  sentence: {
    requested: (age: string) => `Waits to be sent, since ${age}`,
    submitting: (seller: string) => `Is being sent to ${seller}`,
    pendingApproval: (seller: string, age: string, estimate: string | null) =>
      `Waits for ${seller}’s approval since ${age}${estimate === null ? '' : ` (${estimate})`}`,
    usually: (ahead: string) => `usually within another ${ahead}`,
    byDefault: (ahead: string) => `no history yet; most answer within another ${ahead}`,
    pendingPermission: (seller: string, age: string) => `${seller} does not let us in, since ${age}`,
    pendingInput: (seller: string, age: string) => `${seller} asks something that one of us must answer, since ${age}`,
    working: (seller: string, age: string) => `${seller} is working on it, since ${age}`,
    approved: (seller: string) => `${seller} has approved it; we are finding out what was booked`,
    inDoubt: (seller: string, age: string) => `We cannot prove whether ${seller} booked this, since ${age}`,
    timedOut: (seller: string, age: string) =>
      `The deadline passed without an answer of ${seller}, ${age} ago; it may still come`,
    created: (seller: string, buy: string | null, late: boolean) =>
      `${seller} booked it${buy === null ? '' : ` as ${buy}`}${late ? ', after the deadline' : ''}`,
    active: (seller: string, buy: string | null) => `${seller} delivers it${buy === null ? '' : ` as ${buy}`}`,
    completed: (seller: string, late: boolean) => `${seller} has done it${late ? ', after the deadline' : ''}`,
    failed: (seller: string) => `It failed at ${seller}: nothing was booked`,
    rejected: (seller: string) => `${seller} rejected it`,
    canceled: 'It was canceled before it was sent',
  },

  mediaBuys: {
    title: 'Media buys',
    columns: {
      buy: 'Media buy',
      seller: 'Publisher',
      status: 'Delivery',
      creatives: 'Creatives due',
      asked: 'Last asked',
      changed: 'Last changed',
    },
    filters: { seller: 'Publisher', status: 'Delivery' },
    status: {
      pending: 'Booked, not delivering yet',
      active: 'Delivering',
      paused: 'Paused',
      completed: 'Delivered',
      canceled: 'Ended early',
    },
    noneYet: 'No media buy yet. One appears here as soon as a publisher books an operation.',
    noneMatch: 'No media buy matches these filters.',
    none: 'none said',
    operations: 'What was done to it',
    noOperations: 'No operation names it.',
    facts: 'How it stands',
    fields: {
      status: 'Delivery',
      sellerSays: 'The publisher says',
      creatives: 'Creatives due',
      seller: 'Publisher',
      contact: 'Contact',
      po: 'Purchase order',
      budget: 'Budget',
      flight: 'Flight',
      brand: 'Brand',
      asked: 'Last asked',
      changed: 'Last changed',
      created: 'Booked',
    },
    change: 'Change it',
    creatives: 'Send creatives',
    passed: 'passed',
  },

  operationType: {
    create_media_buy: 'New buy',
    update_media_buy: 'Change',
    add_creative_assets: 'Creatives',
    sync_creatives: 'Creatives',
  } as Partial<Record<string, string>>,

  form: {
    add: 'Add something else',
    another: 'A field of this publisher',
    fieldName: 'Name of the field',
    fieldNameHint: 'Enter adds it, Escape does not',
    entryName: 'Its name',
    addEntry: 'Add one by name',
    addOne: (one: string) => `Add a ${one.toLowerCase()}`,
    remove: (what: string) => `Remove ${what}`,
    formOf: (what: string) => `Form of ${what}`,
    about: (what: string) => `What is ${what}?`,
    whatIsIt: 'What is it?',
    example: (text: string) => `for example ${text}`,
    wordsHint: 'Enter after each',
    jsonHint: 'As JSON',
    noJson: 'This is no JSON yet, so the form keeps what it had.',
    one: { packages: 'Package', new_packages: 'Package', creatives: 'Creative', assets: 'Creative' } as Partial<
      Record<string, string>
    >,
    /** The forms of a value, by what is fixed, what must be there, or its kind. */
    branches: {
      asap: 'As soon as possible',
      time: 'At a time',
      text: 'By name',
      json: 'With details',
      account_id: 'By its id',
      'brand+operator': 'By brand and operator',
    },
    /** What the fields of AdCP are called in the trade. */
    fields: {
      po_number: { label: 'Purchase order', hint: 'Your number. Without one the service makes one.', example: 'PO-77' },
      brand: { label: 'Brand' },
      domain: { label: 'Domain of the brand', example: 'nova.example' },
      account: { label: 'Account', hint: 'Who is billed at the publisher' },
      account_id: { label: 'Account id', hint: 'As the publisher gave it to you', example: 'acc_1' },
      operator: { label: 'Operator', hint: 'Your domain, or the one of the brand', example: 'desk.example' },
      start_time: { label: 'Flight starts' },
      end_time: { label: 'Flight ends' },
      start_date: { label: 'Flight starts' },
      end_date: { label: 'Flight ends' },
      packages: { label: 'Packages' },
      new_packages: { label: 'Packages to add' },
      product_id: { label: 'Product', hint: 'As the publisher calls it', example: 'premium_sports' },
      pricing_option_id: {
        label: 'Price',
        hint: 'Which price of the product, by the publisher’s name for it',
        example: 'cpm_guaranteed_fixed',
      },
      package_id: { label: 'Package', hint: 'The publisher’s id of it', example: 'pkg_1' },
      budget: { label: 'Budget', example: '25,000' },
      total_budget: { label: 'Total budget', example: '25,000' },
      currency: { label: 'Currency', hint: 'Three letters', example: 'USD' },
      targeting_overlay: { label: 'Targeting' },
      media_buy_id: { label: 'Media buy', hint: 'The publisher’s id of it', example: 'mb_1' },
      buyer_ref: { label: 'Your own reference' },
      creatives: { label: 'Creatives' },
      assets: { label: 'Creatives' },
      creative_id: { label: 'Creative', hint: 'Your id of it', example: 'cr_1' },
      format_id: { label: 'Format' },
      agent_url: { label: 'Whose format it is', example: 'https://creative.adcontextprotocol.org' },
      paused: { label: 'Paused' },
      canceled: { label: 'Cancel it: this cannot be undone' },
      impressions: { label: 'Impressions', example: '1,000,000' },
      geo_countries: { label: 'Countries', hint: 'Two letters each; Enter after each', example: 'US' },
    },
  },

  newOperation: {
    titles: {
      create_media_buy: 'New buy',
      update_media_buy: 'Change of a buy',
      sync_creatives: 'Creatives',
      add_creative_assets: 'Creatives',
    } as Partial<Record<string, string>>,
    open: 'New buy',
    what: 'What',
    publisher: 'Publisher',
    choosePublisher: 'Choose a publisher',
    noPublishers: 'There is no publisher to buy from yet. An admin adds one.',
    toPublishers: 'Publishers',
    mayNot: 'Your key may only read. A trader sends buys.',
    for: 'For',
    forHint: 'Who wants it; every notification names them',
    deadline: 'Give it up after',
    deadlineHint: 'Without an answer by then you are told. A late one still counts.',
    deadlines: {
      '': 'As usual',
      PT1H: '1 hour',
      PT4H: '4 hours',
      PT24H: '1 day',
      P3D: '3 days',
      P7D: '7 days',
      P30D: '30 days',
    },
    example: 'Fill in an example',
    startOver: 'Start over',
    json: 'JSON',
    jsonHint: 'The request as it will be sent. It is the form, and the form is it.',
    send: { create_media_buy: 'Send the buy', update_media_buy: 'Send the change' } as Partial<Record<string, string>>,
    sendOther: 'Send the creatives',
    checking: 'Checking',
    fine: (seller: string) => `${seller} can be sent this.`,
    open_fields: (count: number) =>
      count === 1 ? 'One thing is missing or wrong' : `${count} things are missing or wrong`,
    warnings: 'It can be sent. Look at this first',
    order: (seller: string, money: string) => `${seller} is asked to book ${money}.`,
    cancels: 'This asks the publisher to cancel the buy. It cannot be undone.',
    sentAlready: 'This form was sent already, and became an operation. Open it, or start over for another one.',
    openIt: 'Open it',
  },

  operations: {
    title: 'Operations',
    count: (count: string) => `${count} in all`,
    columns: {
      status: 'Status',
      po: 'Purchase order',
      seller: 'Publisher',
      type: 'What',
      budget: 'Budget',
      since: 'Since',
      flight: 'Flight',
      brand: 'Brand',
      deadline: 'Deadline',
      buy: 'Media buy',
      assignee: 'Looked after by',
      calls: 'Calls',
      created: 'Handed over',
      user: 'For',
    },
    overdue: 'overdue',
    filters: {
      status: 'Status',
      seller: 'Publisher',
      type: 'What',
      waitingFor: 'Whose move',
      attention: 'Needs a person',
      overdue: 'Overdue',
      user: 'For',
      po: 'Purchase order',
      after: 'Handed over from',
      before: 'Handed over until',
    },
    all: 'All',
    kinds: { open: 'Not sent yet', pending: 'At the publisher', attention: 'In doubt or timed out', settled: 'Ended' },
    quick: 'How many there are',
    waitingFor: { seller: 'The publisher’s', desk: 'Ours', us: 'The service’s' },
    searchFor: (text: string) => `Found for “${text}”, the newest first`,
    noneYet: 'No operation yet. They appear here as soon as a desk hands one over: POST /v1/operations.',
    noneMatch: 'No operation matches these filters.',
    clear: 'Show all',
    send: 'New buy',
    noOrder: 'without a purchase order',
    columnsMenu: 'Columns',
    columnsReset: 'As at first',
    views: {
      menu: 'Views',
      none: 'None saved yet. Choose filters and an order, then save them here under a name.',
      save: 'Save this view',
      name: 'Name of the view',
      link: 'Copy the link to this view',
      copied: 'The link is copied',
      remove: (name: string) => `Remove the view ${name}`,
    },
  },

  /** One action on many operations. */
  bulk: {
    select: 'Choose',
    selectKey: 'Choose the row',
    selectRow: (what: string) => `Choose ${what}`,
    selectLoaded: 'Choose all that are loaded',
    chosen: (count: number, money: string) => `${count.toLocaleString()} chosen${money === '' ? '' : ` · ${money}`}`,
    chooseAll: (count: string) => `Choose all ${count} that match`,
    reading: (count: number) => `Reading ${count.toLocaleString()} …`,
    tooMany: 'More than 10,000 match: one job acts on at most so many. Narrow the filters.',
    clear: 'Choose none',
    actions: {
      poll: 'Ask the publishers now',
      cancel: 'Cancel',
      retry: 'Send again',
      acknowledge: 'Acknowledge',
      resolve: 'Record as not booked',
    },
    title: {
      poll: (count: string) => `Ask the publishers about ${count}`,
      cancel: (count: string) => `Cancel ${count}`,
      retry: (count: string) => `Send ${count} again`,
      acknowledge: (count: string) => `Acknowledge ${count}`,
      resolve: (count: string) => `Record ${count} as not booked`,
    },
    operations: (count: number) => (count === 1 ? '1 operation' : `${count.toLocaleString()} operations`),
    looking: 'Finding out what would happen. Nothing is done yet.',
    possible: (count: number, money: string) =>
      `${count === 1 ? 'For 1 operation' : `For ${count.toLocaleString()} operations`}${money === '' ? '' : `, ${money}`}`,
    refused: (count: number) => `${count.toLocaleString()} refused`,
    nothing: 'It is possible for none of them.',
    accept: 'Also send those that may be bought twice then',
    acceptHint: 'Without it only those go out again that cannot be bought twice.',
    end: 'What became of them',
    ends: { failed: 'Failed', rejected: 'Rejected by the publisher', canceled: 'Withdrawn' },
    note: 'Who said so, and how',
    noteHint: 'It goes into the timeline of each.',
    twice: (money: string) => `If the publishers did book the first ones, this buys them twice: ${money} more.`,
    running: (action: string) => `${action}: under way`,
    done: (action: string) => `${action}: done`,
    stopped: (action: string) => `${action}: stopped`,
    progress: (done: number, total: number) => `${done.toLocaleString()} of ${total.toLocaleString()}`,
    stop: 'Stop',
    stopHint: 'What is under way ends, nothing else begins. What was done stays done.',
    dismiss: 'Close',
    details: 'What was refused, and why',
    by: (name: string) => `by ${name}`,
  },

  operation: {
    summary: 'What was bought',
    timeline: 'What happened',
    request: 'The request, as it was sent',
    raw: 'As JSON',
    readable: 'Readable',
    result: 'The publisher’s result',
    fields: {
      budget: 'Budget',
      flight: 'Flight',
      packages: 'Packages',
      brand: 'Brand',
      targeting: 'Targeting',
      creatives: 'Creatives',
      more: 'Also',
      seller: 'Publisher',
      contact: 'Contact',
      user: 'For',
      buy: 'Media buy',
      creativesDue: 'Creatives due',
      task: 'Task at the publisher',
      sellerSays: 'The publisher says',
      message: 'Its last words',
      error: 'What went wrong',
      estimate: 'Probably approved',
      deadline: 'Deadline',
      created: 'Handed over',
      settled: 'Ended',
      attempt: 'Calls made',
      nextPoll: 'Asked again',
      id: 'Operation',
      canceling: 'Asked to cancel',
      waiting: 'Held back',
    },
    package: (index: number) => `Package ${index}`,
    estimate: (half: string | null, most: string) =>
      half === null ? `by ${most}` : `half by ${half}, nearly all by ${most}`,
    byDefault: 'general guess, no history yet',
    toPublisher: 'to all operations with it',
    whatToDo: 'What to do',
    attentionSince: 'needs a person since',
    lookedAfter: (name: string) => `${name} looks after it`,
    nobody: 'Nobody looks after it yet',
    to: 'to',
    more: 'Earlier and later lines',
    acknowledge: 'Acknowledge',
    deadlinePassed: 'passed',
  },

  operationActions: {
    more: 'More actions',
    ask: (seller: string) => `Ask ${seller} now`,
    askMeans: (seller: string) =>
      `${seller} is asked now. What it answers shows here within seconds. It changes nothing there.`,
    cancel: 'Cancel it',
    cancelMeans: (seller: string, money: string) =>
      `Nothing was sent to ${seller}, and nothing will be.${money === '' ? '' : ` ${money} are not spent.`}`,
    booked: (seller: string) => `${seller} booked it`,
    did: (seller: string) => `${seller} did it`,
    notBooked: (seller: string) => `${seller} did not book it`,
    notDone: (seller: string) => `${seller} did not do it`,
    bookedMeans: (seller: string, money: string) =>
      `It is recorded as booked, on your word${money === '' ? '' : `: ${money} are spent`}. ${seller} is not asked any more. If it says otherwise later, that is recorded as a contradiction and changes nothing.`,
    notBookedMeans: (seller: string, money: string) =>
      `It is recorded as not booked, on your word${money === '' ? '' : `: ${money} are free again`}. ${seller} is not asked any more. If it did book it after all, the buy runs and nobody here knows of it.`,
    how: 'What they answered',
    ends: {
      rejected: 'They rejected it',
      failed: 'It failed there',
      canceled: 'It was withdrawn',
    },
    mediaBuyId: 'Their id of the media buy',
    mediaBuyIdHint: 'Ask for it: changes and creatives need it.',
    creativeDeadline: 'Until when they take creatives',
    reason: 'Their reason',
    note: 'Who said so, and how',
    noteHint: 'It goes into the timeline: “Jo at Acme, by telephone, 2 March”.',
    optional: 'optional',
    again: 'Send it again',
    againMeans: (seller: string) => `The same request goes out to ${seller} again.`,
    repeatMeans: (seller: string, money: string) =>
      `This one stays as it ended. A new operation sends the same request to ${seller}${money === '' ? '' : `, for ${money}`}.`,
    twice: (seller: string, money: string) =>
      money === ''
        ? `If ${seller} did book the first one, this buys it twice.`
        : `If ${seller} did book the first one, this buys it twice: ${money} in all.`,
    recognises: (seller: string) =>
      `${seller} promises to recognise a repetition for a while; within it, it is not booked twice.`,
    accept: 'Send it all the same',
    acceptHint: (seller: string) =>
      `Without it, it is sent only if ${seller} recognises the repetition. Better: ask ${seller} first.`,
    correct: 'Correct and send again',
    acknowledge: 'Acknowledge',
    acknowledgeMeans:
      'It leaves the attention list, with your note in the timeline. Nothing else changes; what comes later asks for a person again.',
    take: 'I look after it',
    noteAttention: 'Who looks after it',
    noteMeans: 'Everybody who reads the operation sees it, while a person is needed.',
    assignee: 'Looked after by',
    knownNote: 'What is known',
    changedTitle: 'It has changed since you opened this',
    changedThen: 'Nothing was done. If you still want it, press the button again.',
    changedNothing: 'Only what is known about it changed.',
  },

  correction: {
    title: (what: string) => `Correct ${what}`,
    lead: (seller: string, money: string) =>
      `The corrected request goes to ${seller} as a new operation${money === '' ? '' : `, for ${money}`}. The one that ended stays as it is.`,
    was: 'Why it ended',
    form: 'Form',
    json: 'JSON',
    send: 'Send it corrected',
    valid: 'The request is complete: it can be sent.',
    checking: 'Checking …',
    wrong: (count: number) => (count === 1 ? '1 thing to correct' : `${count} things to correct`),
    warnings: 'It can be sent, but look at this',
    notJson: (message: string) => `This is not JSON: ${message}`,
    notObject: 'The request must be an object: { … }',
    notNow: 'Only what failed or was rejected can be corrected.',
    back: 'Back to the operation',
    oneALine: 'One a line',
    addField: 'A field that is missing here is added as JSON.',
  },

  related: {
    title: 'Related',
    repeats: 'Repeats',
    repeatedBy: 'Repeated by',
    buy: 'The media buy',
    sameOrder: 'Same purchase order',
    booking: 'Booked by',
  },

  story: {
    tabs: { all: 'All', calls: 'Calls', told: 'Told' },
    none: {
      all: 'Nothing has happened yet.',
      calls: 'No call was made yet.',
      told: 'Nobody was told of it. A subscription whose events it has would: see Subscriptions.',
    },
    attempt: (attempt: number) => `attempt ${attempt}`,
    http: (status: number) => `HTTP ${status}`,
    by: (actor: string) => `by ${actor}`,
    told: (event: string, whom: string) => `told ${whom}: ${event}`,
    webhook: (url: string) => url,
    email: (to: string) => `${to} (mail)`,
    slack: (url: string) => `${url} (Slack)`,
    unknown: 'a subscription that is gone',
    delivery: { pending: 'not arrived yet', gathered: 'in a digest', delivered: 'arrived', dead: 'given up' },
    after: 'after',
    tries: (count: number) => (count === 1 ? '1 attempt' : `${count} attempts`),
    openDelivery: 'The delivery',
    answer: 'Answer',
    noAnswer: 'no answer',
    payload: 'What was sent',
    show: 'Show what is known of this line',
    sources: {
      intake: 'Handed over',
      lease: 'We',
      response: 'Answer',
      poll: 'Asked',
      webhook: 'Webhook',
      reconcile: 'Compared',
      operator: 'A person',
      timer: 'Clock',
    } as Partial<Record<string, string>>,
  },
} as const;
