/**
 * What becomes of the process when one of its threads met an error that it cannot go on after.
 * Knows none of the parts; does not start threads for them.
 */
@NullMarked
package com.trafficprediction.serving.running;

import org.jspecify.annotations.NullMarked;
