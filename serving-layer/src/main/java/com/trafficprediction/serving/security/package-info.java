/** Who may ask, how much, and what browsers are told. */
@NullMarked
package com.trafficprediction.serving.security;

import org.jspecify.annotations.NullMarked;
