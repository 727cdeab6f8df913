import { useEffect, useId, useRef, useState } from 'react';
import { DEFINITIONS, type DefinitionKey } from './definitions';

/** What a number means and who says so, one click away from it. */
export function Define({ what }: { what: DefinitionKey }) {
  const { name, text, source, link } = DEFINITIONS[what];
  const [open, setOpen] = useState(false);
  const [left, setLeft] = useState(0);
  const id = useId();
  const root = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!open) return;
    const close = (event: Event): void => {
      const away = event.type === 'pointerdown' && !root.current?.contains(event.target as Node);
      if (away || (event as KeyboardEvent).key === 'Escape') setOpen(false);
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, [open]);
  const toggle = (): void => {
    const at = root.current?.getBoundingClientRect();
    const width = Math.min(320, window.innerWidth - 32);
    // Never over the edge of the window, whichever panel it is in.
    setLeft(at ? Math.max(16, Math.min(at.left, window.innerWidth - 16 - width)) - at.left : 0);
    setOpen(!open);
  };
  return (
    <span className="define" ref={root}>
      <button
        type="button"
        className="define-button"
        aria-expanded={open}
        aria-controls={id}
        aria-label={`${name}: definition and source`}
        onClick={toggle}
      >
        ?
      </button>
      <span id={id} className="define-text" hidden={!open} style={{ left }}>
        <strong>{name}</strong>
        <span>{text}</span>
        <span className="muted">
          Source:{' '}
          {link ? (
            <a href={link} target="_blank" rel="noreferrer">
              {source}
            </a>
          ) : (
            source
          )}
        </span>
      </span>
    </span>
  );
}
