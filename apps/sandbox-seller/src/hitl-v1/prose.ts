import type { JsonObject, SellerSettings } from '../state/records';

const styles = [
  (taskId: string) => `Manual approval required. Task ID: ${taskId}`,
  (taskId: string) => `This media buy needs manual approval by our ad operations team (task id: ${taskId}).`,
  (taskId: string) => `Queued for human review; task_id=${taskId}`,
] as const;

/**
 * How one seller words its answers. Real servers of this protocol name the task in prose of their own, and some send no
 * `structuredContent`. By default this seller uses all the forms in turn, in an order that does not depend on chance.
 */
export class Prose {
  private worded = 0;
  private answered = 0;

  constructor(private readonly settings: () => SellerSettings) {}

  /** `detail`, and in some forms `task_id`, of an answer that waits for a person. */
  pendingManual(taskId: string): JsonObject {
    const style = this.settings().task_id_style;
    const round = this.worded++ % (styles.length + 1);
    const index = { rotate: round, sentence: 0, parenthesis: 1, assignment: 2, body: styles.length }[style];
    const inProse = styles[index];
    if (inProse) return { detail: inProse(taskId) };
    return { detail: 'Manual approval required.', task_id: taskId };
  }

  /** Whether the next answer carries `structuredContent`. */
  nextIsStructured(): boolean {
    const wanted = this.settings().structured_content;
    const round = this.answered++ % 3;
    return wanted === 'always' || (wanted === 'rotate' && round !== 2);
  }
}
