/**
 * What all jobs' command lines share: exit codes, times as people write them, errors as people read
 * them. The jobs' own commands lie with the jobs.
 */
@NullMarked
package com.trafficprediction.batch.command;

import org.jspecify.annotations.NullMarked;
