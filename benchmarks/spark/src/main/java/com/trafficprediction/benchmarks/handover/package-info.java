/**
 * Files in which {@code bench training} hands rows to a peer in another process, and gets answers
 * back. Plain Java: read where Spark's libraries are, and where ours are. Non-goals: a format for
 * anything that is kept.
 */
@NullMarked
package com.trafficprediction.benchmarks.handover;

import org.jspecify.annotations.NullMarked;
