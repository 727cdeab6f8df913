/** What each number means, and where the definition comes from. Those of core.planner, for readers. */
export interface Definition {
  readonly name: string;
  readonly text: string;
  readonly source: string;
  readonly link: string;
}

const FHWA = {
  source: 'FHWA, Travel Time Reliability: Making It There On Time, All The Time',
  link: 'https://ops.fhwa.dot.gov/publications/tt_reliability/',
};
const PEMS = {
  source: 'Choe, Skabardonis and Varaiya 2002, Freeway Performance Measurement System (PeMS)',
  link: 'https://doi.org/10.3141/1811-08',
};
const BOTTLENECKS = {
  source: 'Chen, Skabardonis and Varaiya 2004, Systematic Identification of Freeway Bottlenecks',
  link: 'https://doi.org/10.3141/1867-06',
};

export const DEFINITIONS = {
  map: {
    name: 'Time-space map',
    text: 'Each cell is the mean observed speed of a station in five minutes (one hour for days whose five-minute windows are no longer kept). Grey: nothing was observed; a reading that the source made up counts as not observed. A station stands for the road half-way to its neighbours, but for no more than 1.5 miles: further off nothing is claimed. Thin outlines enclose congestion, speed under 45 mph.',
    ...BOTTLENECKS,
  },
  usual: {
    name: 'Usual speed',
    text: 'On the map: mean of this time on this day of the week over all data (±15 minutes, shrunk towards similar days where there are few). In the chart: median of the observed days of this weekday, and their range. The chosen day is among them; holidays count as Sundays.',
    source: 'This system: docs/adr/0063, core.profile',
    link: '',
  },
  delay: {
    name: 'Delay',
    text: 'Vehicle-hours lost against a reference speed Vt: the sum of max(0, flow × (length / V − length / Vt)) over five-minute windows. Observed vehicles only: imputed flow is never in it, so time without readings has none.',
    ...PEMS,
  },
  congestion: {
    name: 'Congested length',
    text: 'Length of the stations under 45 mph, summed over time: one kilometre for one hour is 1 km-hour. Needs no volume.',
    ...PEMS,
  },
  speed: {
    name: 'Corridor speed',
    text: 'Vehicle-kilometres over vehicle-hours of the corridor’s mainline stations; never a mean of speeds.',
    ...PEMS,
  },
  tti: {
    name: 'Travel time index',
    text: 'Mean travel time over free-flow travel time: 1.3 means that a trip of 20 minutes takes 26 on average. Five-minute windows of all days of the period. Free flow is the 85th percentile of off-peak speeds, at most 65 mph.',
    ...FHWA,
  },
  pti: {
    name: 'Planning time index',
    text: '95th percentile of travel time over free-flow travel time: how much to plan for, to be late on one trip in twenty.',
    ...FHWA,
  },
  buffer: {
    name: 'Buffer index',
    text: '(95th percentile − mean) / mean of travel time: the extra share to leave on top of an average trip.',
    ...FHWA,
  },
  lottr: {
    name: 'Level of travel time reliability',
    text: '80th over 50th percentile of travel time in a period; a road is called unreliable from 1.50 on. Five-minute instead of the rule’s fifteen-minute travel times.',
    source: '23 CFR 490.511',
    link: 'https://www.ecfr.gov/current/title-23/section-490.511',
  },
  bottleneck: {
    name: 'Bottleneck',
    text: 'Between a station and the next one downstream, less than 3 miles away, speed rises by at least 20 mph while the upstream one is below 40 mph, in 5 of 7 five-minute points. Its queue is the run of slow stations upstream; a station that was not observed ends it. Ranked by delay in the queue against 60 mph over all days, or by queue length over time where there is no volume.',
    ...BOTTLENECKS,
  },
  peak: {
    name: 'Peak hours',
    text: 'Per half of the day: the local hour with the least mean speed (greatest mean travel time per km) and the one with the greatest mean flow over the corridor’s observed length. Holidays count as Sundays; under three days of a weekday nothing is shown.',
    ...PEMS,
  },
  observed: {
    name: 'Observed share',
    text: 'Share of length and time in which speed was measured. What the source imputed, and what is missing, is not observed.',
    ...PEMS,
  },
} as const satisfies Readonly<Record<string, Definition>>;

export type DefinitionKey = keyof typeof DEFINITIONS;
