import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { customProperties, PALETTES, type Palette, type Theme } from '../theme/palette';
import type { Units } from '../units/units';

/** What a person chose, kept in this browser; units also come with an address that names them. */
export interface Settings {
  readonly units: Units;
  readonly setUnits: (units: Units) => void;
  readonly theme: Theme;
  readonly setTheme: (theme: Theme) => void;
  readonly palette: Palette;
}

const Context = createContext<Settings | undefined>(undefined);

const UNITS = 'traffic.units';
const THEME = 'traffic.theme';

function recall(name: string): string | null {
  try {
    return window.localStorage.getItem(name);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function keep(name: string, value: string): void {
  try {
    window.localStorage.setItem(name, value);
  } catch {
    // a browser that keeps nothing: the choice holds until the page is left
  }
}

function firstUnits(): Units {
  const asked = new URLSearchParams(window.location.search).get('units') ?? recall(UNITS);
  return asked === 'kmh' ? 'kmh' : 'mph';
}

function firstTheme(): Theme {
  const kept = recall(THEME);
  if (kept === 'light' || kept === 'dark') return kept;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function SettingsProvider({ children }: { children: ReactNode }) {
  const [units, chooseUnits] = useState(firstUnits);
  const [theme, chooseTheme] = useState(firstTheme);
  const palette = PALETTES[theme];
  useEffect(() => {
    const root = document.documentElement;
    for (const [name, value] of customProperties(palette)) root.style.setProperty(name, value);
    root.style.colorScheme = theme;
    root.dataset['theme'] = theme;
  }, [palette, theme]);
  useEffect(() => {
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    const follow = (): void => {
      if (recall(THEME) === null) chooseTheme(system.matches ? 'dark' : 'light');
    };
    system.addEventListener('change', follow);
    return () => system.removeEventListener('change', follow);
  }, []);
  const setUnits = useCallback((next: Units) => {
    keep(UNITS, next);
    chooseUnits(next);
  }, []);
  const setTheme = useCallback((next: Theme) => {
    keep(THEME, next);
    chooseTheme(next);
  }, []);
  const settings = useMemo(
    () => ({ units, setUnits, theme, setTheme, palette }),
    [units, setUnits, theme, setTheme, palette],
  );
  return <Context value={settings}>{children}</Context>;
}

export function useSettings(): Settings {
  const settings = useContext(Context);
  if (!settings) throw new Error('useSettings needs a SettingsProvider around it');
  return settings;
}
