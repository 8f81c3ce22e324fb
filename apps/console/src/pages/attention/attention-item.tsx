import { IconChevronDown, IconChevronRight, IconHandStop } from '@tabler/icons-react';
import { type ReactNode, memo } from 'react';
import { useSellerName } from '../../api/sellers';
import { moneySum } from '../../parts/money-sum';
import { Since } from '../../parts/when';
import { texts } from '../../texts';
import classes from './attention-page.module.css';
import { CaseView } from './case-view';
import { CauseView } from './cause-view';
import type { AttentionLine } from './lines';

const words = texts.attentionPage;

interface AttentionItemProps {
  line: AttentionLine;
  isOpen: boolean;
  toggle: (key: string, isOpen: boolean) => void;
  /** Of whom the list is; absent: of all. */
  whose: string | undefined;
  /** @param consequence what a person's act means */
  onActed: (consequence: string) => void;
}

/** A line, and under it, when it is open, all that is needed to settle it. */
export const AttentionItem = memo(function AttentionItem(props: AttentionItemProps): ReactNode {
  const { line, isOpen, toggle, whose, onActed } = props;
  const { key, reason, sellerId, operations, money, since, one } = line;
  const seller = useSellerName()(sellerId);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <li className={classes.item} data-open={isOpen || undefined}>
      <button
        type="button"
        data-line
        className={classes.line}
        aria-expanded={isOpen}
        onClick={() => {
          toggle(key, isOpen);
        }}
      >
        <span className={classes.reason}>
          <IconHandStop size={16} stroke={2} aria-hidden className={classes.hand} />
          {texts.attention[reason]}
        </span>
        <span className={classes.order}>{one === null ? '' : (one.po_number ?? texts.operations.noOrder)}</span>
        <span className={classes.cause}>{words.cause(reason, seller, operations)}</span>
        <span className={classes.money}>{moneySum(money)}</span>
        <span className={classes.since}>
          <Since at={since} />
        </span>
        <span className={classes.assignee}>{one?.assignee ?? ''}</span>
        <Chevron size={16} aria-hidden className={classes.chevron} />
      </button>
      {isOpen && (
        <div className={classes.body}>
          {one === null ? (
            <CauseView line={line} seller={seller} whose={whose} onActed={onActed} />
          ) : (
            <CaseView id={one.id} onActed={onActed} />
          )}
        </div>
      )}
    </li>
  );
});
