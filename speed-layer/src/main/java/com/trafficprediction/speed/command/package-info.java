/** The verbs that people type; results on stdout, progress and errors on stderr. */
@NullMarked
package com.trafficprediction.speed.command;

import org.jspecify.annotations.NullMarked;
