/**
 * Between the domain's types and the published records: the one place where a quantity changes from
 * quantised integers to the wire's doubles and back, both ways without loss.
 */
@NullMarked
package com.trafficprediction.storage.records;

import org.jspecify.annotations.NullMarked;
