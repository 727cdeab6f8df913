/**
 * Tests of the files that Oozie runs: {@link com.trafficprediction.oozie.ApplicationTest} asks
 * Oozie's own parser and coordinator in every build, {@link com.trafficprediction.oozie.WorkflowIT}
 * runs them on its engine and real YARN containers. That jobs and options exist is tested where
 * they are, in {@code batch-layer}.
 */
@NullMarked
package com.trafficprediction.oozie;

import org.jspecify.annotations.NullMarked;
