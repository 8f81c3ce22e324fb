import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { HealthProblem } from '../../api/seller-health';
import type { Seller } from '../../api/types';
import { paths } from '../../app/paths';
import { HealthWord } from '../../parts/health-word';
import { moneySum } from '../../parts/money-sum';
import { Since } from '../../parts/when';
import { ForRole } from '../../session/me';
import { texts } from '../../texts';
import classes from './seller-page.module.css';

const words = texts.seller;

/** What is wrong at a publisher: what it means, what waits behind it with its money, and what to do. */
export function Problems({ seller, problems }: { seller: Seller; problems: readonly HealthProblem[] }): ReactNode {
  if (problems.length === 0) {
    return (
      <p className={classes.well}>
        <HealthWord code={null} /> <span className={classes.muted}>{words.wellMeans}</span>
      </p>
    );
  }
  return (
    <ul className={classes.problems} aria-label={words.problems}>
      {problems.map((problem) => (
        <Problem key={problem.code} seller={seller} problem={problem} />
      ))}
    </ul>
  );
}

function Problem({ seller, problem }: { seller: Seller; problem: HealthProblem }): ReactNode {
  const { code, since, operations, money } = problem;
  const sum = moneySum(money ?? []);
  const isStopping = code === 'credential_refused' || code === 'circuit_open';
  return (
    <li className={classes.problem} data-passing={!isStopping || undefined}>
      <div className={classes.problemHead}>
        <HealthWord code={code} />
        {since !== null && (
          <span>
            {words.since} <Since at={since} />
          </span>
        )}
        {operations !== null && operations > 0 && (
          <span>
            <Link {...paths.operations({ seller_id: seller.id, status: 'open,pending,attention' })}>
              {words.waits(operations, sum)}
            </Link>
          </span>
        )}
      </div>
      <p className={classes.todo}>{words.whatToDo[code](seller.name)}</p>
      {code === 'credential_refused' && (
        <ForRole role="admin">
          <Link {...paths.editSeller(seller.id)}>{words.replaceCredential}</Link>
        </ForRole>
      )}
    </li>
  );
}
