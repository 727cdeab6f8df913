import { useCallback, useMemo, useSyncExternalStore, type MouseEvent, type ReactNode } from 'react';

/**
 * Where the page is lives in the address: the path chooses the page, the query its state. Pages are
 * few and flat, so this is all there is to routing.
 */
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

function address(): string {
  return window.location.pathname + window.location.search;
}

/** Goes to another address of the dashboard. */
export function navigate(to: string, options: { replace?: boolean } = {}): void {
  if (to === address()) return;
  if (options.replace) window.history.replaceState(null, '', to);
  else window.history.pushState(null, '', to);
  listeners.forEach((listener) => listener());
}

/** The path without a trailing slash. */
export function usePath(): string {
  const at = useSyncExternalStore(subscribe, address);
  const path = at.split('?')[0] ?? '/';
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

export type QueryChange = Readonly<Record<string, string | null>>;

/** The query with some parameters changed; null takes one away. */
export function withQuery(search: string, change: QueryChange): string {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  // Commas and colons stay readable: addresses are for people, too.
  const text = query.toString().replace(/%2C/g, ',').replace(/%3A/g, ':');
  return text ? `?${text}` : '';
}

/**
 * The query of the address, and a way to change it. Changes replace the entry in the history unless
 * asked to add one.
 */
export function useQuery(): [URLSearchParams, (change: QueryChange, add?: boolean) => void] {
  const at = useSyncExternalStore(subscribe, address);
  const search = at.includes('?') ? at.slice(at.indexOf('?')) : '';
  const query = useMemo(() => new URLSearchParams(search), [search]);
  const change = useCallback((next: QueryChange, add = false) => {
    navigate(window.location.pathname + withQuery(window.location.search, next), { replace: !add });
  }, []);
  return [query, change];
}

/** A link within the dashboard; a modified click opens it as any other link. */
export function Link({
  to,
  children,
  className,
  current,
}: {
  to: string;
  children: ReactNode;
  className?: string;
  current?: boolean;
}) {
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to);
    window.scrollTo(0, 0);
  };
  return (
    <a href={to} onClick={follow} className={className} aria-current={current ? 'page' : undefined}>
      {children}
    </a>
  );
}
