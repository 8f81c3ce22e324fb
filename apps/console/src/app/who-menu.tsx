import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconChevronDown, IconLogout } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { nameOf, rankOf, useMe } from '../session/me';
import { signOut } from '../session/session';
import { texts } from '../texts';
import classes from './shell.module.css';

const schemes = ['light', 'dark', 'auto'] as const;

/** Who is signed in as what, and what concerns only them: the colours, and signing out. */
export function WhoMenu(): ReactNode {
  const me = useMe();
  const queries = useQueryClient();
  const signingOut = useMutation({ mutationFn: () => signOut(queries) });
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" shadow="none" withinPortal width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.who}>
          <span className={classes.name}>{nameOf(me)}</span>
          <span className={classes.role}>({texts.roles[rankOf(me)]})</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.shell.signedInAs(nameOf(me), texts.roles[rankOf(me)])}</Menu.Label>
        <Menu.Divider />
        <Menu.Label>{texts.shell.colours}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => {
            setColorScheme(schemes.find((scheme) => scheme === value) ?? 'auto');
          }}
        >
          {schemes.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {texts.shell.schemes[scheme]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={15} />}
          onClick={() => {
            signingOut.mutate();
          }}
        >
          {texts.shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
