/**
 * Proves what can be proved of {@code docker-compose.yml}, {@code Dockerfile} and the files below
 * {@code deploy/} on a machine without a container engine: their text against the code, and the
 * same commands as plain processes from the image's directories.
 */
@NullMarked
package com.trafficprediction.deploy;

import org.jspecify.annotations.NullMarked;
