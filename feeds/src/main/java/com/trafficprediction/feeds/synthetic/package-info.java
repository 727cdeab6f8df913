/**
 * The synthetic feed: a traffic model that stands in for real detectors, for the demo, for tests,
 * and for scoring the incident detector against a truth that is known.
 *
 * <p>From outside: {@link com.trafficprediction.feeds.synthetic.SyntheticFeed} gives a network, its
 * readings by day, and the incidents behind them ({@link
 * com.trafficprediction.feeds.synthetic.SyntheticIncident}); {@link
 * com.trafficprediction.feeds.synthetic.SyntheticParameters} decides all of it.
 *
 * <p>Inside, in the order of causes: {@code RoadMap} and {@code RoadPlanner} lay out the roads;
 * {@code DemandShape} and {@code DayScenario} say who wants to drive when; {@code IncidentPlanner}
 * puts incidents on the road; {@code CellTransmission} moves the traffic, driven by {@code
 * RoadSimulation} for one road and one {@code ServiceDay}; {@code Detector} looks at it with noise
 * and {@code Faults}; {@code SyntheticDay} adds its samples up to readings. The formulas and their
 * sources stand with the classes that use them; {@code docs/synthetic.md} tells the whole.
 *
 * <p>Sources: Daganzo 1994 and 1995 (Transportation Research B 28:269 and 29:79), cell
 * transmission; Hall and Agyemang-Duah 1991 (TRR 1320), Cassidy and Bertini 1999 (TR-B 33:25),
 * Kontorinaki et al. 2017 (TR-B 106:52), capacity drop; Brilon, Geistefeldt and Regler 2005 (ISTTT
 * 16), random capacity; Jang and Cassidy 2012 (TR-A 46:1108), friction of HOV lanes; Highway
 * Capacity Manual 2000, exhibit 22-6, capacity beside incidents; Giuliano 1989 (TR-A 23:387), their
 * duration; Hranac et al. 2006 (FHWA-HOP-07-073), rain.
 *
 * <p>Randomness comes from {@code core.random.Seeds} alone, in streams named by purpose, day and
 * road or detector, so that nothing depends on the order in which it is computed. Non-goals:
 * stop-and-go waves and lane changes as such, queues that spill over from one freeway to another,
 * drivers who choose another route, any real place.
 */
@NullMarked
package com.trafficprediction.feeds.synthetic;

import org.jspecify.annotations.NullMarked;
