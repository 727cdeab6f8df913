import type { ReactNode } from 'react';
import { ApiError } from '../api/client';
import { useHealth } from '../live/HealthProvider';
import { isSettling } from '../live/health';

/** Why a panel is empty and what to do about it. */
export function Notice({
  title,
  children,
  kind = 'empty',
}: {
  title: string;
  children?: ReactNode;
  kind?: 'empty' | 'error' | 'warming';
}) {
  return (
    <div className={`notice is-${kind}`} role={kind === 'error' ? 'alert' : undefined}>
      <p className="notice-title">{title}</p>
      {children && <div className="notice-body">{children}</div>}
    </div>
  );
}

/** Why something cannot be read: a server that is still waiting for its parts is not at fault. */
export function NotReady({ title, error }: { title: string; error: Error }) {
  const health = useHealth().data;
  if (!(error instanceof ApiError && error.status === 503)) {
    return (
      <Notice kind="error" title={title}>
        {error.message}
      </Notice>
    );
  }
  if (isSettling(health)) {
    return (
      <Notice kind="warming" title="The server has just started">
        The road network and the live run are being read.
      </Notice>
    );
  }
  return (
    <Notice kind="warming" title={health?.ready ? title : 'The server is not ready yet'}>
      {error.message}
    </Notice>
  );
}

/** The frame of text that is on its way. */
export function Loading({ lines = 3, label = 'Loading' }: { lines?: number; label?: string }) {
  return (
    <div className="loading" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, i) => (
        <span key={i} className="loading-line" />
      ))}
    </div>
  );
}

/** One question, answered. */
export function Panel({
  title,
  aside,
  children,
  className = '',
  id,
}: {
  title?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
  id?: string;
}) {
  return (
    <section className={`panel ${className}`} {...(id ? { id } : {})}>
      {title !== undefined && (
        <div className="panel-head">
          <h2>{title}</h2>
          {aside !== undefined && <span className="panel-aside">{aside}</span>}
        </div>
      )}
      {children}
    </section>
  );
}
