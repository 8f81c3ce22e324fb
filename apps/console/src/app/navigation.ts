import {
  IconBell,
  IconBuildingStore,
  IconBuildings,
  IconHandStop,
  IconHistory,
  IconHourglass,
  IconKey,
  IconLayoutDashboard,
  IconListDetails,
  IconSend,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Rank } from '../session/me';
import { texts } from '../texts';
import { pages } from './page-route';

export interface NavigationLink {
  path: string;
  label: string;
  icon: TablerIcon;
  /** Whose list it leads to. Absent: everybody's. */
  role?: Rank;
  /** The number behind the word. */
  count?: 'attention' | 'waiting';
}

const all: readonly NavigationLink[] = [
  { path: '/', label: texts.nav.overview, icon: IconLayoutDashboard },
  { path: '/attention', label: texts.nav.attention, icon: IconHandStop, count: 'attention' },
  { path: '/waiting', label: texts.nav.waiting, icon: IconHourglass, count: 'waiting' },
  { path: '/operations', label: texts.nav.operations, icon: IconListDetails },
  { path: '/sellers', label: texts.nav.sellers, icon: IconBuildingStore },
  { path: '/deliveries', label: texts.nav.deliveries, icon: IconSend },
  { path: '/subscriptions', label: texts.nav.subscriptions, icon: IconBell },
  { path: '/access', label: texts.nav.access, icon: IconKey, role: 'admin' },
  { path: '/audit', label: texts.nav.audit, icon: IconHistory, role: 'admin' },
  { path: '/tenants', label: texts.nav.tenants, icon: IconBuildings, role: 'platform_admin' },
];

/** The links to the pages that there are. */
export const navigation = all.filter(({ path }) => pages.some((page) => page.path === path));
