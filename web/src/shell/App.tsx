import { lazy, Suspense, useEffect, useRef } from 'react';
import { HomePage } from '../home/HomePage';
import { HealthProvider } from '../live/HealthProvider';
import { LiveProvider } from '../live/LiveProvider';
import { PredictionsPage } from '../predictions/PredictionsPage';
import { Link, usePath } from '../router/router';
import { Header } from './Header';
import { NetworkProvider } from './NetworkProvider';
import { SettingsProvider } from './Settings';
import { Loading } from './States';

const PlannerPage = lazy(async () => ({ default: (await import('../planner/PlannerPage')).PlannerPage }));

const TITLES: Readonly<Record<string, string>> = {
  '/': 'Home',
  '/predictions': 'Predictions',
  '/city-planner': 'City planner',
};

export function App() {
  return (
    <SettingsProvider>
      <NetworkProvider>
        <HealthProvider>
          <LiveProvider>
            <Pages />
          </LiveProvider>
        </HealthProvider>
      </NetworkProvider>
    </SettingsProvider>
  );
}

function Pages() {
  const path = usePath();
  useEffect(() => {
    document.title = `${TITLES[path] ?? 'Not found'} · Traffic prediction`;
  }, [path]);
  // Whoever cannot see that the page changed is taken to it.
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== path) document.getElementById('content')?.focus();
    before.current = path;
  }, [path]);
  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <Header path={path} />
      <main
        id="content"
        tabIndex={-1}
        className={`page page-${(path.slice(1) || 'home').replace(/\W+/g, '-')}`}
      >
        <Suspense fallback={<Loading lines={6} />}>
          <Page path={path} />
        </Suspense>
      </main>
    </>
  );
}

function Page({ path }: { path: string }) {
  switch (path) {
    case '/':
      return <HomePage />;
    case '/predictions':
      return <PredictionsPage />;
    case '/city-planner':
      return <PlannerPage />;
    default:
      return (
        <div className="narrow">
          <h1>There is no page at {path}</h1>
          <p>
            <Link to="/predictions">Predictions</Link>, <Link to="/city-planner">City planner</Link> and{' '}
            <Link to="/">Home</Link> are what there is.
          </p>
        </div>
      );
  }
}
