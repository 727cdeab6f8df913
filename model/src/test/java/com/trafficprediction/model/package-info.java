@NullMarked
package com.trafficprediction.model;

import org.jspecify.annotations.NullMarked;
