@NullMarked
package com.trafficprediction.model.bundle;

import org.jspecify.annotations.NullMarked;
