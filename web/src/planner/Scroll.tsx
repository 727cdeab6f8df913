import type { ReactNode } from 'react';

/** A table that may be wider than the window; it can be scrolled with the keyboard. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // A region that scrolls has to be reachable, or its far end cannot be read without a mouse.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="scroll" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
