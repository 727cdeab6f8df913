/** Errors as {@code application/problem+json}: cause and remedy, nothing internal. */
@NullMarked
package com.trafficprediction.serving.problem;

import org.jspecify.annotations.NullMarked;
