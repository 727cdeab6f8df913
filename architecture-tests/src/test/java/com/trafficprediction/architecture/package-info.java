/**
 * The imports that DESIGN section 3 allows, as rules that fail the build. {@link
 * com.trafficprediction.architecture.ArchitectureRules} states them, {@code ArchitectureTest} holds
 * the system to them, {@code BrokenArchitectureTest} shows that each of them can fail.
 */
@NullMarked
package com.trafficprediction.architecture;

import org.jspecify.annotations.NullMarked;
