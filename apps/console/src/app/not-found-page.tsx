import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Empty } from '../parts/empty';
import { Page } from '../parts/page';
import { texts } from '../texts';
import { paths } from './paths';

export function NotFoundPage(): ReactNode {
  return (
    <Page title={texts.notFound.title}>
      <Empty why={texts.notFound.why}>
        <Link {...paths.operations()}>{texts.notFound.wayOut}</Link>
      </Empty>
    </Page>
  );
}
