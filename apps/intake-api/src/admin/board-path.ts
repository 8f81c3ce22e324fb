/** Where the queue board is, if it is there. */
export const BOARD_PATH = '/admin/queues';
