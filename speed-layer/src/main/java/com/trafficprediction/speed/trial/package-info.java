/**
 * How good the incident detector is: it is run over a data set as it would have run live, and what
 * it found is compared with what is known. The figures of {@code docs/incidents.md} come from here.
 *
 * <p>Collaborators: core.incident (detector, scoring), feeds. Non-goals: Kafka, HBase.
 */
@NullMarked
package com.trafficprediction.speed.trial;

import org.jspecify.annotations.NullMarked;
