@NullMarked
package com.trafficprediction.model.linear;

import org.jspecify.annotations.NullMarked;
