/** Speeds are km/h and lengths km on every wire; people choose what they see. */
export type Units = 'kmh' | 'mph';

export const KM_PER_MILE = 1.609344;

export function speedIn(units: Units, kmh: number): number {
  return units === 'kmh' ? kmh : kmh / KM_PER_MILE;
}

export function lengthIn(units: Units, km: number): number {
  return units === 'kmh' ? km : km / KM_PER_MILE;
}

export function speedUnit(units: Units): string {
  return units === 'kmh' ? 'km/h' : 'mph';
}

export function lengthUnit(units: Units): string {
  return units === 'kmh' ? 'km' : 'mi';
}

/** A speed without its unit; a dash when there is none. */
export function speedText(units: Units, kmh: number | null | undefined, digits = 0): string {
  return kmh === null || kmh === undefined ? '–' : speedIn(units, kmh).toFixed(digits);
}

export function lengthText(units: Units, km: number | null | undefined): string {
  return km === null || km === undefined ? '–' : `${lengthIn(units, km).toFixed(1)} ${lengthUnit(units)}`;
}
