import type { ReactNode } from 'react';
import { Late } from '../parts/late';
import { Loading } from '../parts/loading';

export function PageLoading(): ReactNode {
  return (
    <Late>
      <Loading lines={8} />
    </Late>
  );
}
