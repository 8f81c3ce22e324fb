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
      {/* A long line of a body must not widen the panel beyond its edge. */}
      <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 14 }}>{children}</div>
    </Drawer>
  );
}
