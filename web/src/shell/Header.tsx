import { useLive, useNow } from '../live/LiveProvider';
import { judge } from '../live/freshness';
import { useTrouble } from '../live/HealthProvider';
import { Link } from '../router/router';
import { age, clock, day, zoneName } from '../units/time';
import { useNetwork } from './NetworkProvider';
import { useSettings } from './Settings';

const PAGES = [
  ['/', 'Home'],
  ['/predictions', 'Predictions'],
  ['/city-planner', 'City planner'],
] as const;

export function Header({ path }: { path: string }) {
  const { units, setUnits, theme, setTheme } = useSettings();
  return (
    <header className="header">
      <Link to="/" className="brand">
        Traffic<span className="wide"> prediction</span>
      </Link>
      <nav aria-label="Pages" className="nav">
        {PAGES.map(([to, name]) => (
          <Link key={to} to={to} current={path === to} className="nav-link">
            {name}
          </Link>
        ))}
      </nav>
      <div className="header-end">
        <ConnectionState />
        <Place />
        <button
          type="button"
          className="plain"
          onClick={() => setUnits(units === 'mph' ? 'kmh' : 'mph')}
          aria-label={`Speeds in ${units === 'mph' ? 'mph; change to km/h' : 'km/h; change to mph'}`}
        >
          {units === 'mph' ? 'mph' : 'km/h'}
        </button>
        <button
          type="button"
          className="plain icon"
          onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}
          aria-label={theme === 'dark' ? 'Light colours' : 'Dark colours'}
        >
          {theme === 'dark' ? <Sun /> : <Moon />}
        </button>
      </div>
    </header>
  );
}

/** Event time that the road is observed to and wall time since, in view on every page. */
function ConnectionState() {
  const live = useLive();
  const now = useNow();
  const { zone, resource } = useNetwork();
  const { freshness, words, why } = judge(live, now, useTrouble());
  const until = live.newestOrigin;
  const since = live.newestOriginAt === undefined ? undefined : age(now - live.newestOriginAt);
  return (
    <span className={`connection is-${freshness}`}>
      <span className="dot" aria-hidden="true" />
      <span role="status" title={why || undefined}>
        {words}
      </span>
      {until !== undefined && resource.data && (
        <span
          className="connection-window"
          title={`observed to ${day(zone, until)} ${clock(zone, until)}, the road’s time`}
        >
          <span className="wide">· observed to </span>
          {clock(zone, until)}
          {since !== undefined && ` · ${since} ago`}
        </span>
      )}
    </span>
  );
}

function Place() {
  const { resource, zone } = useNetwork();
  const live = useLive();
  if (!resource.data) return null;
  return (
    <span className="place">
      {resource.data.dataset !== 'synthetic' && <span className="wide">{resource.data.dataset}</span>}
      {resource.data.synthetic && <strong className="tag">synthetic</strong>}
      {live.newestOrigin !== undefined && <span className="wide">{zoneName(zone, live.newestOrigin)}</span>}
    </span>
  );
}

function Sun() {
  return (
    <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
      <circle cx="10" cy="10" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path
        d="M10 1.8v2.4M10 15.8v2.4M1.8 10h2.4M15.8 10h2.4M4.2 4.2l1.7 1.7M14.1 14.1l1.7 1.7M4.2 15.8l1.7-1.7M14.1 5.9l1.7-1.7"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
    </svg>
  );
}

function Moon() {
  return (
    <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
      <path
        d="M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7Z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinejoin="round"
      />
    </svg>
  );
}
