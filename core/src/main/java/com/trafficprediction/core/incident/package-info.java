/**
 * Incidents: queues that are not usual, found from five-minute windows along a road.
 *
 * <p>{@link com.trafficprediction.core.incident.ChainDetector} folds the windows of one road, in
 * time order, into a {@link com.trafficprediction.core.incident.ChainState}: the same windows give
 * the same incidents, whoever folds them and however often. {@link
 * com.trafficprediction.core.incident.IncidentScoring} compares what was found with what is known.
 * ADR 0084 has the method.
 *
 * <p>Collaborators: network (chains), profile (what is usual). Non-goals: reading windows, storing
 * incidents, roads without an order of stations.
 */
@NullMarked
package com.trafficprediction.core.incident;

import org.jspecify.annotations.NullMarked;
