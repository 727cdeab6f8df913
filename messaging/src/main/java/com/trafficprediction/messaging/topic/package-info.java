/**
 * The declared topics ({@link com.trafficprediction.messaging.topic.Topic}) and how they come to
 * be: {@link com.trafficprediction.messaging.topic.TopicAdmin} compares the table with a cluster
 * and makes up the difference, as often as one likes.
 */
@NullMarked
package com.trafficprediction.messaging.topic;

import org.jspecify.annotations.NullMarked;
