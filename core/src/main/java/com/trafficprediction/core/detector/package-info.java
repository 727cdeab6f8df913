/**
 * How detectors are: whether what a station sends can be believed, judged by its recent windows.
 *
 * <p>Non-goals: mending what it sends, incidents.
 */
@NullMarked
package com.trafficprediction.core.detector;

import org.jspecify.annotations.NullMarked;
