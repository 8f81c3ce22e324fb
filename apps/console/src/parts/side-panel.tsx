import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';

interface SidePanelProps {
  title: ReactNode;
  close: () => void;
  children: ReactNode;
}

/** One thing of a list, beside the list. Whether it is open stands in the address. */
export function SidePanel({ title, close, children }: SidePanelProps): ReactNode {
  return (
    <Drawer opened onClose={close} position="right" size={620} title={title} padding="md">
      <div style={{ display: 'grid', gap: 14 }}>{children}</div>
    </Drawer>
  );
}
