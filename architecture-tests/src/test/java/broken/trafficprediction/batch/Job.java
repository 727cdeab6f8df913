package broken.trafficprediction.batch;

import broken.trafficprediction.feeds.Feed;

/** Something that other layers must not know. */
public record Job(Feed feed) {}
