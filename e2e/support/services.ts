/** The forms in which the three workers run: in one process, or in one each. */
export const workerForms = ['together', 'apart'] as const;
export type WorkerForm = (typeof workerForms)[number];

const forms = {
  together: ['intake-api', 'workers'],
  apart: ['intake-api', 'submitter', 'poller', 'notifier'],
} as const satisfies Record<WorkerForm, readonly string[]>;

export type Service = (typeof forms)[WorkerForm][number];

/** @returns the processes of the product, by their apps */
export function servicesOf(form: WorkerForm): readonly Service[] {
  return forms[form];
}

export const everyService: readonly Service[] = [...new Set(Object.values(forms).flat())];
