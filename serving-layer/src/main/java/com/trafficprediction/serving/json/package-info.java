/** The JSON of answers: snake_case, instants as epoch milliseconds, absent values as null. */
@NullMarked
package com.trafficprediction.serving.json;

import org.jspecify.annotations.NullMarked;
