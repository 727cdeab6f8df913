/**
 * The same job as an engineer would write it with Kafka Streams: {@code traffic-raw} validated and
 * keyed by segment, folded into windows under {@code exactly_once_v2}, published to {@code
 * processed-traffic-aggregates}, and put from there into HBase.
 *
 * <p>Where it does less than ours, the difference is in its favour: it drops no duplicate event
 * ids, and amends nothing after a restart. Rules, codecs and the table's writer are those of the
 * product, so that none of these is what is compared.
 */
@NullMarked
package com.trafficprediction.benchmarks.stream.peer;

import org.jspecify.annotations.NullMarked;
