/** x. */
@NullMarked
package com.trafficprediction.core;

import org.jspecify.annotations.NullMarked;
